// Saved acceptance. Only names of the rules are taken, so that what is loaded is as bounded as what
// is counted.

#include <set>

#include "base/strings.h"
#include "insight/acceptance.h"
#include "ruleset/tables.h"

namespace rapport::insight {
namespace {

constexpr int64_t kMostCount = 1'000'000'000'000'000;

// Everything that decisions by these rules show.
std::array<std::set<std::string>, kSubjects> NamesOf(const RuleSet& rules) {
  const ruleset::Tables& tables = rules.tables();
  std::array<std::set<std::string>, kSubjects> names;
  const auto of = [&](Subject subject) -> auto& { return names[static_cast<size_t>(subject)]; };
  for (const auto& action : tables.actions) of(Subject::kAction).emplace(action.id);
  for (const auto& policy : tables.policies) of(Subject::kPolicy).emplace(policy.id);
  for (const auto& persona : tables.personas) of(Subject::kType).emplace(persona.id);
  of(Subject::kPlaybook) = of(Subject::kType);
  const auto add = [&](ReasonKind kind, std::string_view id) {
    of(Subject::kPlaybook).insert(StrCat(ReasonKindName(kind), ":", id));
  };
  for (const auto& need : tables.service.needs) add(ReasonKind::kNeed, need.id);
  for (const auto& kind : tables.service.contact_kinds) add(ReasonKind::kContactKind, kind.id);
  return names;
}

bool Fits(int64_t count, int64_t more = 0) {
  return 0 <= count && count <= kMostCount && more <= kMostCount - count;
}

bool Fits(const Tally& tally, const Tally& more = Tally()) {
  bool fits = Fits(tally.shown, more.shown);
  for (size_t i = 0; i < tally.answers.size(); ++i) {
    fits = fits && Fits(tally.answers[i], more.answers[i]);
  }
  return fits;
}

}  // namespace

bool AcceptanceCounter::HasRoomFor(const AcceptanceCounter& other) const {
  bool fits = true;
  for (size_t i = 0; i < kSubjects; ++i) {
    for (const auto& [id, tally] : other.tallies_[i]) {
      const auto at = tallies_[i].find(id);
      if (at != tallies_[i].end()) fits = fits && Fits(at->second, tally);
    }
  }
  for (size_t i = 0; i < kTotals; ++i) fits = fits && Fits(totals_[i], other.totals_[i]);
  return fits;
}

void AcceptanceCounter::Save(ArchiveWriter* out) const {
  for (const int64_t total : totals_) out->Number(total);
  for (const Tallies& tallies : tallies_) {
    out->Number(static_cast<uint32_t>(tallies.size()));
    for (const auto& [id, tally] : tallies) {
      out->Text(id);
      out->Number(tally.shown);
      for (const int64_t count : tally.answers) out->Number(count);
    }
  }
}

void AcceptanceCounter::Load(const RuleSet& rules, ArchiveReader* in) {
  *this = AcceptanceCounter();
  AcceptanceCounter read;
  for (int64_t& total : read.totals_) in->Number(total);
  const auto names = NamesOf(rules);
  bool good = true;
  for (size_t i = 0; i < kSubjects; ++i) {
    uint32_t count = 0;
    in->Number(count);
    for (uint32_t k = 0; k < count && in->ok(); ++k) {
      std::string id;
      Tally tally;
      in->Text(id);
      in->Number(tally.shown);
      for (int64_t& answers : tally.answers) in->Number(answers);
      good = good && Fits(tally) && tally.answered() <= tally.shown && names[i].count(id) > 0;
      read.tallies_[i].emplace(std::move(id), tally);
    }
  }
  if (!in->ok()) return;
  for (const int64_t total : read.totals_) good = good && Fits(total);
  if (!good) return in->Fail("its counts cannot be so");
  *this = std::move(read);
}

}  // namespace rapport::insight
