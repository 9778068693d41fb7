#ifndef RAPPORT_BATCH_H_
#define RAPPORT_BATCH_H_

// Batches: many finished cases, decided one after another in memory that is reused.
//
//     rapport::BatchDecider decider(rules);  // one for each thread
//     decider.Begin(cases);
//     while (decider.Next()) {
//       if (decider.status().ok()) Store(decider.index(), decider.decision().persona());
//     }
//
// The library starts no threads: a host gives each of its own a decider and a part of the cases.
// A rule set serves any number of them, and a case is decided alike in each. examples/batch.cc does
// so. A case that is still going on is a Conversation's.

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/limits.h"
#include "rapport/list_view.h"
#include "rapport/status.h"
#include "rapport/time.h"

namespace rapport {

// A declared fact with its value, as Conversation::SetFact() takes it.
struct FactSetting {
  using Value = std::variant<bool, int64_t, double, std::string_view, Duration, Time,
                             std::vector<std::string_view>>;

  std::string_view id;
  Value value;
};

// What a conversation would be told. Everything is borrowed.
struct Case {
  ListView<Turn> turns;
  ListView<FactSetting> facts;
  ListView<std::string_view> acknowledged;  // routes, as of the end
  std::optional<Time> now;                  // default: the last turn's time
};

// Thread-compatible: one thread at a time.
class BatchDecider {
 public:
  explicit BatchDecider(std::shared_ptr<const RuleSet> rules,
                        const ConversationLimits& limits = ConversationLimits());

  // Begins a batch, which is borrowed until its end; what was left of the last one is forgotten.
  void Begin(ListView<Case> cases);
  // Decides about the next case; false when there is none left.
  bool Next();

  // Of the case that Next() decided about, until it is called again.
  size_t index() const { return next_ - 1; }
  // Why there is no decision: what SetFact(), AddTurn(), Acknowledge() or Decide() refused, with
  // the place in front ("turns[3]: ..."). The other cases go on.
  const Status& status() const { return status_; }
  const Decision& decision() const { return decision_; }  // when status() is ok
  const Conversation& conversation() const { return conversation_; }

 private:
  Status Fill(const Case& given);

  Conversation conversation_;
  Decision decision_;
  Status status_;
  ListView<Case> cases_;
  size_t next_ = 0;
};

}  // namespace rapport

#endif  // RAPPORT_BATCH_H_
