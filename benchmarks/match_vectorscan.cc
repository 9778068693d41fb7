#include <hs.h>

#include <cstdio>
#include <cstdlib>

#include "match_engine.h"

namespace rapport::benchmarks {
namespace {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "vectorscan: %s\n", what);
  std::exit(1);
}

class VectorscanEngine : public Engine {
 public:
  VectorscanEngine(const Phrasing& phrases, bool literals) : literals_(literals) {
    std::vector<std::string> patterns;
    for (const std::string& phrase : phrases) {
      patterns.push_back(literals ? phrase : "\\b" + phrase + "\\b");
      lengths_.push_back(static_cast<uint32_t>(phrase.size()));
    }
    std::vector<const char*> expressions;
    std::vector<unsigned> flags(phrases.size(), HS_FLAG_CASELESS);
    std::vector<unsigned> ids;
    std::vector<size_t> sizes;
    for (const std::string& pattern : patterns) {
      ids.push_back(static_cast<unsigned>(expressions.size()));
      expressions.push_back(pattern.c_str());
      sizes.push_back(pattern.size());
    }
    hs_compile_error_t* error = nullptr;
    const auto count = static_cast<unsigned>(patterns.size());
    const hs_error_t status =
        literals ? hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), sizes.data(),
                                        count, HS_MODE_BLOCK, nullptr, &database_, &error)
                 : hs_compile_multi(expressions.data(), flags.data(), ids.data(), count,
                                    HS_MODE_BLOCK, nullptr, &database_, &error);
    Require(status == HS_SUCCESS, error != nullptr ? error->message : "cannot compile");
  }
  ~VectorscanEngine() override { hs_free_database(database_); }
  std::unique_ptr<Session> NewSession() const override;

  const bool literals_;
  std::vector<uint32_t> lengths_;
  hs_database_t* database_ = nullptr;
};

class VectorscanSession : public Session {
 public:
  explicit VectorscanSession(const VectorscanEngine* engine) : engine_(*engine) {
    Require(hs_alloc_scratch(engine_.database_, &scratch_) == HS_SUCCESS, "no scratch");
  }
  ~VectorscanSession() override { hs_free_scratch(scratch_); }

  void Match(std::string_view text, std::vector<Found>* found) override {
    found->clear();
    text_ = text;
    found_ = found;
    hs_scan(engine_.database_, text.data(), static_cast<unsigned>(text.size()), 0, scratch_,
            engine_.literals_ ? &OnLiteral : &OnPattern, this);
  }

 private:
  // The lengths of phrases are known, so where a hit begins need not be tracked, which costs much.
  static int OnLiteral(unsigned id, unsigned long long, unsigned long long to, unsigned,
                       void* context) {
    auto& self = *static_cast<VectorscanSession*>(context);
    const auto end = static_cast<uint32_t>(to);
    const uint32_t begin = end - self.engine_.lengths_[id];
    if (StandsAlone(self.text_, begin, end)) self.found_->push_back({id, begin, end});
    return 0;
  }
  static int OnPattern(unsigned id, unsigned long long, unsigned long long to, unsigned,
                       void* context) {
    auto& self = *static_cast<VectorscanSession*>(context);
    const auto end = static_cast<uint32_t>(to);
    self.found_->push_back({id, end - self.engine_.lengths_[id], end});
    return 0;
  }

  const VectorscanEngine& engine_;
  hs_scratch_t* scratch_ = nullptr;
  std::string_view text_;
  std::vector<Found>* found_ = nullptr;
};

std::unique_ptr<Session> VectorscanEngine::NewSession() const {
  return std::make_unique<VectorscanSession>(this);
}

}  // namespace

std::unique_ptr<Engine> NewVectorscanLiterals(const Phrasing& phrases) {
  return std::make_unique<VectorscanEngine>(phrases, true);
}
std::unique_ptr<Engine> NewVectorscanPatterns(const Phrasing& phrases) {
  return std::make_unique<VectorscanEngine>(phrases, false);
}

}  // namespace rapport::benchmarks
