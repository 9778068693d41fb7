#ifndef RAPPORT_INSIGHT_COACHING_H_
#define RAPPORT_INSIGHT_COACHING_H_

// What many reviews of replies say about agents and teams. Reviews are added one at a time and
// forgotten; what is kept are counts, sums and a few examples, so memory is bounded for each agent
// however many replies there are. All of it is whole numbers, and examples are chosen by an order
// that has no ties: the order in which reviews are added, and how they are spread over several
// objects that are merged, changes nothing.
//
//     Coaching coaching(rules);
//     coaching.Add(review, reply);
//     coaching.Merge(another_threads);
//     CoachingReport report = coaching.Report(options);     // coaching_report.h

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/archive.h"
#include "insight/intervals.h"
#include "rapport/review.h"
#include "rapport/rule_set.h"

namespace rapport::insight {

struct CoachingOptions;
struct CoachingReport;

// Examples kept of an agent's fails of one check.
constexpr size_t kExamples = 3;
// Channels told apart, and weeks: a free text or a wrong clock must not fill the memory.
constexpr size_t kMostChannels = 64;
constexpr size_t kMostWeeks = 520;  // the latest
// What a Coaching should be given: sums stay exact, and names that never end fill no memory.
constexpr int64_t kMostReplies = 10'000'000'000;
constexpr size_t kMostPeople = 100'000;  // agents and teams

// The reply behind a review. Everything is borrowed for the call.
struct ReviewedReply {
  std::string_view record;  // its id
  size_t turn = 0;          // of the record
  std::string_view agent;   // empty: not known
  std::string_view team;
  std::string_view channel;
  std::optional<Time> at;
  std::string_view text;
};

// A fail in the agent's own words. The latest are kept, those with a better wording first.
struct Example {
  std::string reply;            // or the part around what counted, with "…" where it was cut
  uint32_t begin = 0, end = 0;  // of `reply`, what counted; equal when nothing is to be pointed at
  std::string say;              // a better wording; may be empty
  std::string record;
  size_t turn = 0;
  std::optional<Time> at;
};

// Of one check; what does not apply is not counted.
struct CheckTally {
  int64_t applicable = 0;
  int64_t passed = 0;
  int64_t failed() const { return applicable - passed; }
};

// Counts over some replies.
struct Bucket {
  int64_t replies = 0;
  int64_t blocked = 0;
  Moments score;                   // hundredths of points, of replies that have one
  std::vector<CheckTally> checks;  // in the rule set's order

  void Merge(const Bucket& other);
};

// What is known about an agent, or a team as a whole.
struct Sheet {
  Bucket all;
  std::map<int64_t, Moments> weeks;  // by WeekOf(): scores
  std::map<std::string, Bucket> by_persona, by_channel;
  std::vector<std::vector<Example>> examples;  // by check, best first

  void Merge(const Sheet& other);
};

struct TeamSheet {
  Sheet whole;
  std::map<std::pair<std::string, std::string>, Bucket> by_kind;  // channel and persona
  std::map<std::string, Sheet, std::less<>> agents;
  int64_t unnamed = 0;  // replies without an agent

  void Merge(const TeamSheet& other);
};

// Weeks begin on Monday, UTC; the number counts from the one of 1 January 1970.
int64_t WeekOf(Time time);
std::string WeekName(int64_t week);  // its Monday: "2026-03-02"

// Not thread-safe: one for each thread, merged at the end.
class Coaching {
 public:
  explicit Coaching(std::shared_ptr<const RuleSet> rules);

  // `review` was made with the same rule set.
  void Add(const Review& review, const ReviewedReply& reply);
  void CountConversation() { ++conversations_; }
  // `other` has the same rule set, and is not this one.
  void Merge(const Coaching& other);
  // Whether both together stay within the limits above.
  bool HasRoomFor(const Coaching& other) const;
  // The same of the replies of one conversation, by these agents.
  bool HasRoomFor(std::string_view team, const std::vector<std::string_view>& agents) const;

  CoachingReport Report(const CoachingOptions& options) const;

  // The same counts always give the same bytes. Load() takes the place of what was counted. It
  // makes `in` fail, and leaves this empty, for what no counting with these rules gives; order and
  // padding it puts right, so that who wants Save()'s own bytes saves again and compares.
  void Save(ArchiveWriter* out) const;
  void Load(ArchiveReader* in);

 private:
  void AddTo(const Review& review, const ReviewedReply& reply, Sheet* sheet) const;
  bool Knows(std::string_view team, std::string_view agent) const;

  std::shared_ptr<const RuleSet> rules_;
  int64_t conversations_ = 0;
  int64_t replies_ = 0;
  size_t people_ = 0;  // agents and teams
  std::map<std::string, TeamSheet, std::less<>> teams_;
  std::vector<std::string> why_;  // by check: what is wrong when it fails; empty until it did
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_COACHING_H_
