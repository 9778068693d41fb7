#ifndef RAPPORT_INSIGHT_ACCEPTANCE_H_
#define RAPPORT_INSIGHT_ACCEPTANCE_H_

// What became of recommendations: how often an action, a policy's or a playbook's advice and a type
// were shown, and what people did with them.
//
// What was shown is what the decision about the record as it stands says; events about anything
// else are counted apart. Of several events about one thing the last counts. A thing without an
// event was shown and not answered: hosts show some of the actions, and people do not answer all of
// them, so shares are of what was answered. An action that several policies recommend counts for
// each of them, unless the event says whose advice it was.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"
#include "insight/intervals.h"
#include "rapport/decision.h"
#include "record/feedback.h"
#include "record/record_reader.h"

namespace rapport::insight {

struct Tally {
  int64_t shown = 0;
  std::array<int64_t, record::kEventKinds> answers = {};  // by EventKind

  int64_t count(record::EventKind kind) const { return answers[static_cast<size_t>(kind)]; }
  int64_t answered() const;
  // What was of use, as it was or edited.
  int64_t taken() const {
    return count(record::EventKind::kAccepted) + count(record::EventKind::kEdited);
  }
  void Add(const Tally& other);
};

// The kinds of things that are tallied.
enum class Subject { kAction, kPolicy, kPlaybook, kType };
constexpr size_t kSubjects = 4;
const char* SubjectName(Subject subject);  // "actions", "policies", "playbooks", "types"

enum class AcceptanceOrder {
  kLeast,  // least helpful first: by the upper end of the share's interval
  kMost,   // by its lower end
  kShown,
  kWrong,
  kName
};

struct AcceptanceRow {
  std::string id;
  Tally tally;
  std::optional<double> share;  // taken, of those answered; nothing of nothing
  Interval interval;            // Wilson's, 95 %
};

struct AcceptanceGroup {
  Subject subject = Subject::kAction;
  std::vector<AcceptanceRow> rows;
  int64_t left_out = 0;  // rows with too few answers
};

struct AcceptanceReport {
  std::string rule_set;
  int64_t min_sample = 0;
  int64_t records = 0;
  int64_t answered_records = 0;  // with an event or an override of the persona
  int64_t events = 0;            // all; of these:
  int64_t superseded = 0;        // a later one, or an override, is about the same
  int64_t not_shown = 0;         // about what the decision does not say
  int64_t other_source = 0;      // counted for the action, but it does not come from where they say
  std::vector<AcceptanceGroup> groups;  // one for each subject
};

// Memory is bounded by the ids of the pack; counting does not depend on the order of records, so
// that parts can be counted apart and merged.
class AcceptanceCounter {
 public:
  // `decision` is about the record as it stands, with its overrides.
  void Add(const record::Record& record, const Decision& decision);
  void Merge(const AcceptanceCounter& other);
  // Whether no count of both together is beyond 1e15.
  bool HasRoomFor(const AcceptanceCounter& other) const;

  // As Coaching's. Load() takes what counting by `rules` gives.
  void Save(ArchiveWriter* out) const;
  void Load(const RuleSet& rules, ArchiveReader* in);

  // Rows with less than `min_sample` answers are only counted.
  AcceptanceReport Result(int64_t min_sample, AcceptanceOrder order) const;

 private:
  using Tallies = std::map<std::string, Tally, std::less<>>;

  Tallies& tallies(Subject subject) { return tallies_[static_cast<size_t>(subject)]; }
  Tally& Show(Subject subject, std::string_view id);
  Tally& ShowSource(const ActionReason& reason);
  void AddAction(const ActionAdvice& action, const record::Event* answer);
  void AddType(const record::Record& record, const Decision& decision);

  enum Total { kRecords, kAnsweredRecords, kEvents, kSuperseded, kNotShown, kOtherSource };
  static constexpr size_t kTotals = 6;

  std::array<Tallies, kSubjects> tallies_;
  std::array<int64_t, kTotals> totals_ = {};
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_ACCEPTANCE_H_
