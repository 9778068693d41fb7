#include "engine/overrides.h"

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/suggest.h"
#include "engine/decision_state.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

// The place of the entry with this id, or -1.
template <typename Entries>
int32_t Find(const Entries& entries, std::string_view id) {
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].id == id) return static_cast<int32_t>(i);
  }
  return -1;
}

template <typename Entries>
Status NotFound(std::string_view what, const Entries& entries, std::string_view id) {
  std::vector<std::string_view> names;
  for (const auto& entry : entries) names.push_back(entry.id);
  const std::string hint = DidYouMean(id, names);
  return Status(StatusCode::kNotFound,
                StrCat("no ", what, " '", id, "' is declared", hint.empty() ? "" : "; ", hint));
}

}  // namespace

void Overrides::Reset(const Tables* tables) {
  if (tables_ == tables && count_ == 0) return;
  tables_ = tables;
  persona_.reset();
  levels_.assign(tables->scales.size(), std::nullopt);
  routes_.assign(tables->routes.size(), RouteOverride());
  count_ = 0;
  ++version_;
}

void Overrides::Count() {
  ++version_;
  count_ = persona_ ? 1 : 0;
  for (const auto& level : levels_) count_ += level ? 1 : 0;
  for (const RouteOverride& route : routes_) count_ += route.rule ? 1 : 0;
}

Status Overrides::SetPersona(std::string_view id) {
  const int32_t persona = Find(tables_->personas, id);
  if (persona < 0) return NotFound("persona", tables_->personas, id);
  persona_ = static_cast<Index>(persona);
  Count();
  return Status();
}

void Overrides::ReleasePersona() {
  persona_.reset();
  Count();
}

Status Overrides::SetScale(std::string_view id, std::optional<int32_t> level) {
  const int32_t scale = Find(tables_->scales, id);
  if (scale < 0) return NotFound("scale", tables_->scales, id);
  const auto index = static_cast<size_t>(scale);
  const auto levels = static_cast<int32_t>(tables_->scales[index].levels.size());
  if (level && (*level < 0 || *level >= levels)) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("the levels of '", id, "' are 0 to ", levels - 1, ", not ", *level));
  }
  levels_[index] = level;
  Count();
  return Status();
}

Status Overrides::SetRoute(std::string_view id, const RouteOverride& rule) {
  const int32_t route = Find(tables_->routes, id);
  if (route < 0) return NotFound("route", tables_->routes, id);
  routes_[static_cast<size_t>(route)] = rule;
  Count();
  return Status();
}

void ListOverridden(const Overrides& overrides, DecisionState* out) {
  if (!overrides.any()) return;
  const Tables& tables = *out->evaluation.tables;
  const Evaluation& e = out->evaluation;
  const auto add = [out](const Overridden& item) -> Overridden& {
    out->overridden_reason_ranges.push_back({out->overridden_reasons.size(), 0});
    out->overridden.push_back(item);
    return out->overridden.back();
  };
  if (overrides.persona()) {
    const Index found =
        e.verdict.persona < 0 ? tables.none() : static_cast<Index>(e.verdict.persona);
    Overridden& item = add({OverrideKind::kPersona, tables.personas[*overrides.persona()].id});
    item.found = tables.personas[found].id;
  }
  for (Index s = 0; s < tables.scales.size(); ++s) {
    if (!overrides.levels()[s]) continue;
    Overridden& item = add({OverrideKind::kScale, tables.scales[s].id});
    item.level = *overrides.levels()[s];
    if (!e.language_supported) continue;
    item.found_level = e.levels[s];
    item.found = tables.scales[s].levels[static_cast<size_t>(e.levels[s])];
  }
  for (const Index route : tables.route_order) {
    if (!overrides.routes()[route].rule) continue;
    Overridden& item = add({OverrideKind::kEscalation, tables.routes[route].id});
    item.escalation = *overrides.routes()[route].rule;
    Range& reasons = out->overridden_reason_ranges.back();
    for (const ActivePolicy& active : out->active) {
      const ruleset::PolicyEntry& policy = tables.policies[active.policy];
      if (!active.outcome.advises || !policy.escalate || policy.escalate->route != route) continue;
      out->overridden_reasons.push_back({tables.reasons[policy.escalate->reason].id, policy.id});
      ++reasons.size;
    }
  }
  for (size_t i = 0; i < out->overridden.size(); ++i) {
    out->overridden[i].found_reasons =
        View(out->overridden_reasons, out->overridden_reason_ranges[i]);
  }
}

}  // namespace rapport::engine
