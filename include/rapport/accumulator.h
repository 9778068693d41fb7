#ifndef RAPPORT_ACCUMULATOR_H_
#define RAPPORT_ACCUMULATOR_H_

// Accumulators: what many lines say together. A host adds lines as they come, each a JSON object,
// and asks for the report whenever it likes; nothing is kept of a line but what counts.
//
//     auto team = rapport::Accumulator::Create(rules, "coaching", R"({"min_sample":50})");
//     if (!team.ok()) return team.status();
//     while (NextLine(&line)) {
//       if (auto status = team->Add(line); !status.ok()) Log(status);  // nothing of it was counted
//     }
//     std::string json;
//     rapport::Status status = team->Report(&json);
//
// Parts that were added elsewhere, on other threads, machines or days, come together by Merge();
// between them they travel as bytes, by Save() and Load(). The report is the same however the
// lines were spread and in whatever order they came.
//
// Kinds, what they take, and the options that each knows (all optional; no others are taken):
//
//   "coaching"    Conversation records (docs/records.md). What `rapport coach --json` prints of the
//                 replies in them (docs/coaching.md). `individuals` (false), `min_sample` (30),
//                 `lessons`: a list of {"id","label","channels","personas","checks","text"}, as the
//                 command reads them from packs: a rule set has none, and without them plans name
//                 none. Memory: some kilobytes for each agent and team, of whom there may be
//                 100,000.
//   "acceptance"  Conversation records with `events` and `overrides`. What `rapport acceptance
//                 --json` prints (docs/feedback-loop.md). `min_sample` (20), `sort` ("least",
//                 "most", "shown", "wrong" or "name"). Memory: bounded by the rules' own names.
//   "feedback"    Service events, of which ratings count (docs/customer-feedback.md). What `rapport
//                 feedback --json` prints. `by`: "persona" (default), "team", "agent", "channel",
//                 "campaign" or "product"; `min_sample` (20). Memory: bounded; see the page.
//   "metrics"     Service events (docs/metrics.md). What `rapport metrics --json` prints. `by`: a
//                 list such as ["team", "channel,persona"]; `from` and `to`: times in RFC 3339;
//                 `max_cases` and `max_customers` (1,000,000 each, at least 8). Memory: some
//                 hundred bytes for each case and customer up to these; beyond, cases are counted
//                 early and customers sampled, as the page says. Saved ones are for machines of the
//                 same byte order.
//
// Those of records also know `unknown_facts`, "error" (default) or "ignore": what becomes of a
// record with a fact that the packs do not declare.

#include <memory>
#include <string>
#include <string_view>

#include "rapport/rule_set.h"
#include "rapport/status.h"

namespace rapport {

// Thread-compatible: one thread at a time. It holds its rule set. A moved-from object may only be
// assigned to or destroyed. When memory runs out (std::bad_alloc) while it counts, a part may have
// been counted: from then on every call is kInvalidState, and what was saved before is what is
// left.
class Accumulator {
 public:
  // `options`: a JSON object, or nothing. kNotFound for a kind that there is not, kInvalidArgument
  // with the option's name.
  static Result<Accumulator> Create(std::shared_ptr<const RuleSet> rules, std::string_view kind,
                                    std::string_view options = "");

  // What Save() wrote, with its kind and options; `rules` has the hash of those that it was counted
  // with, else kInvalidState. The bytes are not trusted: kInvalidArgument for what no Save()
  // writes.
  static Result<Accumulator> Load(std::shared_ptr<const RuleSet> rules, std::string_view bytes);

  ~Accumulator();
  Accumulator(Accumulator&&) noexcept;
  Accumulator& operator=(Accumulator&&) noexcept;

  std::string_view kind() const;  // static storage

  // Counts one line. A record without an id goes by the number of the call, from 1, as by that of
  // its line on the command line. On failure nothing is counted: kInvalidArgument names the field,
  // kNotFound the undeclared fact, kLimitExceeded the limit.
  Status Add(std::string_view line);

  // Adds what `other` has counted. kInvalidArgument, and no change, unless it has the same kind and
  // options and its rules have the same hash; also for the object itself. kLimitExceeded as Add().
  Status Merge(const Accumulator& other);

  // Puts what was counted into `bytes`: the same counts give the same bytes. They hold names and
  // quotations from the records, whatever the options show of them. Other versions of Rapport may
  // refuse them. kLimitExceeded above 2 GiB.
  Status Save(std::string* bytes) const;

  // Puts the report into `json`, one object without a line break: the command's own bytes. It may
  // be asked for at any time and changes nothing.
  Status Report(std::string* json) const;

 private:
  struct State;
  explicit Accumulator(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace rapport

#endif  // RAPPORT_ACCUMULATOR_H_
