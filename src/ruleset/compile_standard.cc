#include "ruleset/compile_standard.h"

namespace rapport::ruleset {
namespace {

template <typename T>
void Set(const std::optional<T>& value, T* to) {
  if (value) *to = *value;
}

}  // namespace

void CompileStandard(const pack::StandardSettings& settings, Tables* tables) {
  Standard& out = tables->standard;
  Set(settings.period, &out.period);
  Set(settings.satisfied_above, &out.satisfied_above);
  Set(settings.fcr_window, &out.fcr_window);
  Set(settings.reopen_window, &out.reopen_window);
  Set(settings.new_for, &out.new_for);
  Set(settings.at_risk_after, &out.at_risk_after);
  Set(settings.lapsed_after, &out.lapsed_after);
  for (const auto& [channel, within] : settings.first_response) {
    out.first_response.push_back({tables->pool.Add(channel), within});
  }
  for (const auto& [channel, within] : settings.resolution) {
    out.resolution.push_back({tables->pool.Add(channel), within});
  }
  out.goals = settings.goals;
  out.alerts = settings.alerts;
  for (const auto& [check, share] : settings.checks) {
    out.checks.push_back({tables->pool.Add(check.id), share});
  }
}

}  // namespace rapport::ruleset
