#ifndef RAPPORT_RULESET_STANDARD_ARCHIVE_H_
#define RAPPORT_RULESET_STANDARD_ARCHIVE_H_

// Standard in archives; a part of ruleset/archive.h, which includes it where it is needed. In the
// namespace of its structs, so that it is found.

#include "base/archive.h"
#include "rapport/standard.h"

namespace rapport {

template <typename A>
void VisitSpan(A& a, Duration& t) {
  int64_t count = t.count();
  a.Number(count);
  t = Duration(count);
}

template <typename A>
void Visit(A& a, ChannelTarget& t) {
  a.Text(t.channel);
  VisitSpan(a, t.within);
}

template <typename A>
void Visit(A& a, MetricGoal& t) {
  a.Number(t.metric);
  a.Flag(t.at_least);
  a.Number(t.value);
}

template <typename A>
void Visit(A& a, MetricAlert& t) {
  a.Number(t.metric);
  a.Flag(t.below);
  a.Number(t.value);
  a.Number(t.min_sample);
}

template <typename A>
void Visit(A& a, CheckGoal& t) {
  a.Text(t.check);
  a.Number(t.share);
}

template <typename A>
void Visit(A& a, Standard& t) {
  a.Number(t.period);
  a.Number(t.satisfied_above);
  VisitSpan(a, t.fcr_window);
  VisitSpan(a, t.reopen_window);
  VisitSpan(a, t.new_for);
  VisitSpan(a, t.at_risk_after);
  VisitSpan(a, t.lapsed_after);
  a.Each(t.first_response);
  a.Each(t.resolution);
  a.Each(t.goals);
  a.Each(t.alerts);
  a.Each(t.checks);
}

}  // namespace rapport

#endif  // RAPPORT_RULESET_STANDARD_ARCHIVE_H_
