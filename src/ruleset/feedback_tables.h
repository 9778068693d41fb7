#ifndef RAPPORT_RULESET_FEEDBACK_TABLES_H_
#define RAPPORT_RULESET_FEEDBACK_TABLES_H_

// The compiled form of what comments on ratings say: themes, the words by which they are found, and
// measures. A part of Tables that no decision reads.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/array.h"
#include "phrase/phrase_set.h"
#include "phrase/scope.h"
#include "rapport/standard.h"
#include "rapport/types.h"

namespace rapport::ruleset {

struct ThemeEntry {
  std::string_view id, label, help;
};

struct MeasureEntry {
  std::string_view id, label, owner, help;
  CostClass cost = CostClass::kMedium;
  Metric moves = Metric::kCsat;
  Array<uint32_t> themes;
  std::vector<std::string_view> theme_ids;  // derived when all is read; not kept
};

// How a phrase speaks of what it is about.
enum class Tone : uint32_t { kNeutral = 0, kPraise = 1, kComplaint = 2 };
constexpr uint32_t kTones = 3;

struct FeedbackTables {
  std::vector<ThemeEntry> themes;  // by id
  std::vector<MeasureEntry> measures;
  // Tags: for each theme its tones; behind them those of no theme (kNeutral is not used), then
  // those of `negation`.
  std::unique_ptr<phrase::PhraseSet> phrases;
  phrase::NegationScopes negation{0, 0};

  uint32_t tag(uint32_t theme, Tone tone) const {
    return theme * kTones + static_cast<uint32_t>(tone);
  }
  // Stands for no theme in tags.
  uint32_t no_theme() const { return static_cast<uint32_t>(themes.size()); }
  uint32_t first_negation_tag() const { return (no_theme() + 1) * kTones; }
};

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_FEEDBACK_TABLES_H_
