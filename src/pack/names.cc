#include "pack/names.h"

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/signals.h"

namespace rapport::pack {

bool Names::Has(Section section, const std::string& id) const {
  return draft_[section].count(id) > 0;
}

std::vector<std::string_view> Names::Ids(Section section) const {
  std::vector<std::string_view> ids;
  for (const auto& [id, item] : draft_[section]) ids.push_back(id);
  return ids;
}

std::string Names::KindOf(const std::string& id) const {
  for (size_t s = 0; s < kSectionCount; ++s) {
    const Section section = static_cast<Section>(s);
    if (Has(section, id)) {
      const std::string_view noun = NameOf(section).noun;
      return StrCat(noun == "action" ? "an " : "a ", noun);
    }
  }
  for (const SignalInfo& signal : Signals()) {
    if (signal.name == id) return "a signal";
  }
  return "";
}

std::string Names::RemovedBy(const std::string& id) const {
  for (Section section :
       {Section::kFacts, Section::kCues, Section::kConditions, Section::kScales}) {
    const auto& removed = draft_.removed[static_cast<size_t>(section)];
    const auto found = removed.find(id);
    if (found != removed.end()) return found->second;
  }
  return "";
}

std::string Names::HintFor(const std::string& id, const std::vector<std::string_view>& candidates,
                           Section section) const {
  const auto& removed = draft_.removed[static_cast<size_t>(section)];
  const auto taken = removed.find(id);
  if (taken != removed.end()) return StrCat("pack '", taken->second, "' removes it");
  std::string hint = DidYouMean(id, candidates);
  if (!hint.empty()) return hint;
  const std::string kind = KindOf(id);
  if (!kind.empty()) return StrCat("'", id, "' is ", kind);
  return candidates.empty() ? StrCat("none is declared under '", NameOf(section).key, "'") : "";
}

bool Names::Check(Section section, const std::string& id, const SourceSpan& where,
                  DiagnosticSink* sink) const {
  if (Has(section, id)) return true;
  sink->Error("unknown-name", where, StrCat("unknown ", NameOf(section).noun, " ", Quoted(id)),
              sink->full() ? std::string() : HintFor(id, Ids(section), section));
  return false;
}

bool Names::CheckEither(Section a, Section b, const std::string& id, const SourceSpan& where,
                        DiagnosticSink* sink) const {
  if (Has(a, id) || Has(b, id)) return true;
  if (sink->full()) return false;
  std::vector<std::string_view> ids = Ids(a);
  for (std::string_view other : Ids(b)) ids.push_back(other);
  sink->Error("unknown-name", where,
              StrCat("unknown ", NameOf(a).noun, " or ", NameOf(b).noun, " ", Quoted(id)),
              HintFor(id, ids, a));
  return false;
}

}  // namespace rapport::pack
