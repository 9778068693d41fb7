// The parts of validate.cc that are about needs and promises, and about feedback.

#include <algorithm>

#include "base/fixed_point.h"
#include "ruleset/validate.h"

namespace rapport::ruleset {
namespace {

bool IsValid(const WordValues& values, int64_t most) {
  return values.words.size() == values.values.size() &&
         std::adjacent_find(values.words.begin(), values.words.end(),
                            [](uint32_t a, uint32_t b) { return a >= b; }) == values.words.end() &&
         AllOf(values.values, [most](int64_t v) { return (v >= 0) & (v <= most); });
}

}  // namespace

bool IsServiceValid(const Tables& tables,
                    const std::function<bool(const expr::Program*)>& is_policy_condition) {
  const ServiceTables& service = tables.service;
  const size_t cues = tables.cues.size(), actions = tables.actions.size();
  for (const ContactKindEntry& kind : service.contact_kinds) {
    if (!is_policy_condition(kind.when.get()) || !AllBelow(kind.playbook, actions)) return false;
  }
  for (const NeedEntry& need : service.needs) {
    if (!AllBelow(need.cues, cues) || !AllBelow(need.playbook, actions)) return false;
    if (need.when == nullptr ? need.cues.empty() : !is_policy_condition(need.when.get())) {
      return false;
    }
  }
  for (const PromiseEntry& promise : service.promises) {
    if (!AllBelow(promise.cues, cues) || !AllBelow(promise.kept_by, cues)) return false;
    if (promise.due && promise.due->count() < 0) return false;
  }
  const ServiceText& text = service.text;
  return IsValid(text.numbers, kMaxWeight) && IsValid(text.durations, INT64_MAX) &&
         std::none_of(text.endings.begin(), text.endings.end(),
                      [](std::string_view ending) { return ending.empty(); });
}

bool IsFeedbackValid(const Tables& tables, const PackLimits& limits) {
  const FeedbackTables& feedback = tables.feedback;
  const size_t themes = feedback.themes.size();
  if (themes > limits.themes) return false;
  for (const MeasureEntry& measure : feedback.measures) {
    if (!AllBelow(measure.themes, themes)) return false;
  }
  const uint32_t tags = feedback.first_negation_tag();
  return feedback.phrases != nullptr && feedback.negation.IsValid(tags) &&
         feedback.phrases->IsValid(tags + phrase::NegationScopes::kException + 1);
}

}  // namespace rapport::ruleset
