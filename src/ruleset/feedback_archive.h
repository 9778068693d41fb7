#ifndef RAPPORT_RULESET_FEEDBACK_ARCHIVE_H_
#define RAPPORT_RULESET_FEEDBACK_ARCHIVE_H_

// FeedbackTables in archives; a part of ruleset/archive.h, which includes it where it is needed.

#include "base/archive.h"
#include "ruleset/feedback_tables.h"

namespace rapport::ruleset {

template <typename A>
void Visit(A& a, ThemeEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.help);
}

template <typename A>
void Visit(A& a, MeasureEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.owner);
  a.Text(t.help);
  a.Choice(t.cost, CostClass::kHigh);
  a.Choice(t.moves, static_cast<Metric>(kMetrics - 1));
  a.Items(t.themes);
}

template <typename A>
void Visit(A& a, FeedbackTables& t) {
  a.Each(t.themes);
  a.Each(t.measures);
  VisitOwned(a, t.phrases);
  a.Item(t.negation);
}

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_FEEDBACK_ARCHIVE_H_
