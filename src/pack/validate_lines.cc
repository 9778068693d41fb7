#include "base/strings.h"
#include "base/suggest.h"
#include "pack/names.h"
#include "pack/scalar_map.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

constexpr std::string_view kLimitPrefix = "limit.";

class LineChecker {
 public:
  explicit LineChecker(const Validation& v) : names_(v.draft), sink_(v.sink) {
    for (std::string_view fact : names_.Ids(Section::kFacts)) candidates_.emplace_back(fact);
    for (std::string_view limit : names_.Ids(Section::kLimits)) {
      candidates_.push_back(StrCat(kLimitPrefix, limit));
    }
  }

  void Check(const Text& line) {
    const std::string& text = line.value;
    for (size_t at = text.find_first_of("{}"); at != std::string::npos;
         at = text.find_first_of("{}", at)) {
      const size_t close = text.find_first_of("{}", at + 1);
      if (text[at] == '}') {
        Error(line, at, at + 1, "this '}' closes no placeholder");
        ++at;
      } else if (close == std::string::npos || text[close] == '{') {
        Error(line, at, at + 1, "this placeholder is never closed");
        ++at;
      } else {
        CheckPlaceholder(line, at, close);
        at = close + 1;
      }
    }
  }

 private:
  void Error(const Text& line, size_t begin, size_t end, std::string message,
             std::string hint = "") {
    sink_->Error("say-placeholder", SpanWithin(line, begin, end), std::move(message),
                 std::move(hint));
  }

  void CheckPlaceholder(const Text& line, size_t open, size_t close) {
    std::string name = line.value.substr(open + 1, close - open - 1);
    name = name.substr(0, name.find('|'));
    const bool is_limit = name.compare(0, kLimitPrefix.size(), kLimitPrefix) == 0;
    if (is_limit ? names_.Has(Section::kLimits, name.substr(kLimitPrefix.size()))
                 : names_.Has(Section::kFacts, name)) {
      return;
    }
    std::string hint;
    if (sink_->full()) {
      hint = "-";
    } else if (names_.Has(Section::kLimits, name)) {
      hint = StrCat("write {limit.", name, "}");
    } else {
      hint = DidYouMean(name, {candidates_.begin(), candidates_.end()});
    }
    Error(line, open, close + 1,
          name.empty() ? std::string("a placeholder names a fact or a limit")
                       : StrCat("unknown fact or limit ", Quoted(name)),
          hint.empty() ? "{fact}, {fact|fallback} or {limit.name}" : std::move(hint));
  }

  const Names names_;
  DiagnosticSink* sink_;
  std::vector<std::string> candidates_;
};

}  // namespace

void ValidateLines(const Validation& v, const Pack& pack) {
  LineChecker checker(v);
  for (const Action& action : pack.actions) {
    for (const Text& line : action.say) checker.Check(line);
  }
  for (const Check& check : pack.checks) {
    for (const Text& line : check.suggest) checker.Check(line);
  }
}

}  // namespace rapport::pack
