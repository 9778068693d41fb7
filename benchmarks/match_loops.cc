#include <string.h>  // strcasestr

#include <regex>

#include "match_engine.h"

namespace rapport::benchmarks {
namespace {

class RegexLoop : public Engine {
 public:
  explicit RegexLoop(const Phrasing& phrases) {
    constexpr auto kFlags = std::regex::ECMAScript | std::regex::icase | std::regex::optimize;
    for (const std::string& phrase : phrases) regexes_.emplace_back("\\b" + phrase + "\\b", kFlags);
  }

  class LoopSession : public Session {
   public:
    explicit LoopSession(const std::vector<std::regex>* regexes) : regexes_(*regexes) {}

    void Match(std::string_view text, std::vector<Found>* found) override {
      found->clear();
      const char* const end = text.data() + text.size();
      for (size_t i = 0; i < regexes_.size(); ++i) {
        auto flags = std::regex_constants::match_default;
        for (const char* at = text.data();
             std::regex_search(at, end, match_, regexes_[i], flags);) {
          found->push_back({static_cast<uint32_t>(i),
                            static_cast<uint32_t>(match_[0].first - text.data()),
                            static_cast<uint32_t>(match_[0].second - text.data())});
          at = match_[0].first + 1;  // hits may overlap
          flags = std::regex_constants::match_prev_avail;
        }
      }
    }

   private:
    const std::vector<std::regex>& regexes_;
    std::cmatch match_;
  };

  std::unique_ptr<Session> NewSession() const override {
    return std::make_unique<LoopSession>(&regexes_);
  }

 private:
  std::vector<std::regex> regexes_;
};

class StrcasestrLoop : public Engine {
 public:
  explicit StrcasestrLoop(const Phrasing& phrases) : phrases_(phrases) {}

  class LoopSession : public Session {
   public:
    explicit LoopSession(const Phrasing* phrases) : phrases_(*phrases) {}

    void Match(std::string_view text, std::vector<Found>* found) override {
      found->clear();
      text_.assign(text);  // it wants a 0 at the end
      for (size_t i = 0; i < phrases_.size(); ++i) {
        const std::string& phrase = phrases_[i];
        for (const char* at = text_.c_str(); (at = strcasestr(at, phrase.c_str())); ++at) {
          const auto begin = static_cast<uint32_t>(at - text_.c_str());
          const auto end = static_cast<uint32_t>(begin + phrase.size());
          if (StandsAlone(text_, begin, end)) {
            found->push_back({static_cast<uint32_t>(i), begin, end});
          }
        }
      }
    }

   private:
    const Phrasing& phrases_;
    std::string text_;
  };

  std::unique_ptr<Session> NewSession() const override {
    return std::make_unique<LoopSession>(&phrases_);
  }

 private:
  const Phrasing phrases_;
};

}  // namespace

std::unique_ptr<Engine> NewRegexLoop(const Phrasing& phrases) {
  return std::make_unique<RegexLoop>(phrases);
}
std::unique_ptr<Engine> NewStrcasestrLoop(const Phrasing& phrases) {
  return std::make_unique<StrcasestrLoop>(phrases);
}

}  // namespace rapport::benchmarks
