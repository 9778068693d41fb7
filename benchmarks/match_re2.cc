#include <re2/re2.h>
#include <re2/set.h>

#include <cstdio>
#include <cstdlib>

#include "match_engine.h"

namespace rapport::benchmarks {
namespace {

class Re2Session : public Session {
 public:
  explicit Re2Session(const RE2::Set* set) : set_(*set) {}

  void Match(std::string_view text, std::vector<Found>* found) override {
    found->clear();
    RE2::Set::ErrorInfo error{RE2::Set::kNoError};
    if (!set_.Match(re2::StringPiece(text.data(), text.size()), &ids_, &error) &&
        error.kind != RE2::Set::kNoError) {
      std::fprintf(stderr, "RE2::Set: error %d\n", static_cast<int>(error.kind));
      std::exit(1);
    }
    for (int id : ids_) found->push_back({static_cast<uint32_t>(id), 0, 0});
  }

 private:
  const RE2::Set& set_;
  std::vector<int> ids_;
};

class Re2Engine : public Engine {
 public:
  explicit Re2Engine(const Phrasing& phrases) : set_(Options(), RE2::UNANCHORED) {
    std::string error;
    for (const std::string& phrase : phrases) {
      if (set_.Add("\\b" + phrase + "\\b", &error) < 0) std::exit(1);
    }
    if (!set_.Compile()) std::exit(1);
  }
  std::unique_ptr<Session> NewSession() const override {
    return std::make_unique<Re2Session>(&set_);
  }
  bool tells_places() const override { return false; }

 private:
  static RE2::Options Options() {
    RE2::Options options;
    options.set_case_sensitive(false);
    options.set_max_mem(int64_t{1} << 30);  // never short of memory for its states
    return options;
  }
  RE2::Set set_;
};

}  // namespace

std::unique_ptr<Engine> NewRe2Set(const Phrasing& phrases) {
  return std::make_unique<Re2Engine>(phrases);
}

}  // namespace rapport::benchmarks
