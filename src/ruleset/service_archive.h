#ifndef RAPPORT_RULESET_SERVICE_ARCHIVE_H_
#define RAPPORT_RULESET_SERVICE_ARCHIVE_H_

// ServiceTables in archives; a part of ruleset/archive.h, which includes it where it is needed.

#include "base/archive.h"
#include "ruleset/service_tables.h"

namespace rapport::ruleset {

template <typename A>
void Visit(A& a, ContactKindEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.help);
  VisitOwned(a, t.when);
  a.Items(t.playbook);
}

template <typename A>
void Visit(A& a, NeedEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.help);
  a.Items(t.cues);
  VisitOwned(a, t.when);
  a.Items(t.playbook);
}

template <typename A>
void Visit(A& a, PromiseEntry& t) {
  a.Text(t.id);
  a.Text(t.label);
  a.Text(t.help);
  a.Items(t.cues);
  a.Items(t.kept_by);
  a.Maybe(t.due);
  a.Flag(t.from_text);
}

template <typename A>
void Visit(A& a, WordValues& t) {
  a.Items(t.words);
  a.Items(t.values);
}

template <typename A>
void Visit(A& a, ServiceTables& t) {
  a.Each(t.contact_kinds);
  a.Each(t.needs);
  a.Each(t.promises);
  a.Items(t.text.roles);
  a.Each(t.text.endings);
  a.Item(t.text.numbers);
  a.Item(t.text.durations);
}

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_SERVICE_ARCHIVE_H_
