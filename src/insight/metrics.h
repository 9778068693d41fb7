#ifndef RAPPORT_INSIGHT_METRICS_H_
#define RAPPORT_INSIGHT_METRICS_H_

// Figures about the service out of a stream of events: satisfaction, times, rates, retention.
//
//     Metrics metrics(rules, options);
//     metrics.Add(event);                              // any number, in any order
//     metrics.Merge(another_machines);
//     MetricsReport report = metrics.Report();         // metrics_report.h
//
// What is kept is counts, histograms, an entry for each case that may still change and one for each
// customer: memory is bounded by the limits of the options, not by the number of events. All of it
// is whole numbers that are added, or least and greatest times. So neither the order of events nor
// how they were spread over machines changes anything, as long as there are no more open cases than
// the limit; docs/metrics.md says what happens beyond.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "insight/service_groups.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"
#include "record/service_event.h"

namespace rapport::insight {

struct MetricsReport;
struct MetricsState;

struct MetricsOptions {
  std::vector<GroupBy> by;  // beside all together, and by period
  // Events at or after `from` and before `to` count; others are passed over, but for that a case
  // with a contact before `from` is none of the range. `to` is also the end of what is known; else
  // that is the time of the last event.
  std::optional<Time> from, to;
  uint32_t max_cases = 1'000'000;      // that may still change
  uint32_t max_customers = 1'000'000;  // more are sampled
  uint32_t max_values = 1'000;         // of a dimension
  uint32_t max_pairs = 10'000;         // of two dimensions crossed
};

// Of saved metrics that are loaded: `from` and `to` must be the same, or those that have counted
// nothing yet take the saved ones, as for a comparison of two ranges.
enum class SavedRange : uint8_t { kSame, kTaken };

// Not thread-safe: one for each thread, merged at the end. Measures by the rule set's standard.
class Metrics {
 public:
  Metrics(std::shared_ptr<const RuleSet> rules, const MetricsOptions& options);
  ~Metrics();
  Metrics(Metrics&&) noexcept;
  Metrics& operator=(Metrics&&) noexcept;

  // The event is borrowed for the call.
  void Add(const record::ServiceEvent& event);

  // kInvalidArgument when `other` groups, bounds or measures otherwise, with a message that says
  // which of these; this one is unchanged then.
  Status Merge(const Metrics& other);

  // Everything, for Load(), of the same machine or another one of its byte order. Equal contents
  // give equal bytes.
  std::string Save() const;
  // Adds what was saved. kInvalidArgument for bytes that are damaged, of another version, or of
  // metrics that could not be merged; this one is unchanged then. The bytes may come from anybody.
  Status Load(std::string_view bytes, SavedRange range = SavedRange::kSame);

  MetricsReport Report() const;

  size_t allocated_bytes() const;
  int64_t events() const;  // that were counted

 private:
  std::unique_ptr<MetricsState> state_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_METRICS_H_
