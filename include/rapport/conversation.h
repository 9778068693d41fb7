#ifndef RAPPORT_CONVERSATION_H_
#define RAPPORT_CONVERSATION_H_

// Conversations: the turns, facts, acknowledgements and overrides of one case, the only mutable
// input.
//
//     rapport::Conversation conversation(rules);
//     conversation.SetFact("contacts_7d", int64_t{3});
//     rapport::Turn turn;
//     turn.text = "Still waiting for my order. When does it arrive?";
//     conversation.AddTurn(turn);
//
// A turn is read when it is added: its words are matched once. The order of facts and turns does
// not matter to a decision; the order of turns does.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "rapport/limits.h"
#include "rapport/list_view.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"
#include "rapport/time.h"

namespace rapport {

namespace engine {
struct ConversationState;
}

// Values are stable and append-only.
enum class Speaker : int32_t { kCustomer = 0, kAgent = 1, kBot = 2, kSystem = 3, kThirdParty = 4 };
enum class Visibility : int32_t { kPublic = 0, kInternal = 1 };
enum class TextFormat : int32_t { kText = 0, kHtml = 1, kEmail = 2, kTranscript = 3 };

// What a person decided about the escalations of a route, in place of the policies.
enum class EscalationOverride : int32_t {
  kHold = 0,     // it stands, whether or not a policy asks for it
  kSuppress = 1  // it does not stand, but for what policies of class `safety` ask for
};

// One message. All strings are borrowed for the call; the conversation copies what it needs.
struct Turn {
  std::string_view id;  // the host's, for its own use; may be empty
  Speaker by = Speaker::kCustomer;
  std::string_view author;                      // who of them; may be empty
  Visibility visibility = Visibility::kPublic;  // internal notes are kept but never read as a reply
  TextFormat format = TextFormat::kText;
  std::string_view language;  // BCP 47 when the host knows it; else found out
  std::string_view text;      // UTF-8; malformed bytes are read as U+FFFD
  std::optional<Time> at;     // when it was sent, or began
  std::optional<Time> end;    // when it ended (a call); default `at`
};

// Thread-compatible: one thread at a time. Reset() keeps its memory, so one object can serve many
// cases without allocating.
class Conversation {
 public:
  explicit Conversation(std::shared_ptr<const RuleSet> rules,
                        const ConversationLimits& limits = ConversationLimits());
  ~Conversation();
  Conversation(Conversation&&) noexcept;
  Conversation& operator=(Conversation&&) noexcept;

  // Forgets turns, facts, acknowledgements and overrides.
  void Reset();

  // Appends a turn. Text over the limit is cut at a character and the turn is flagged (signal
  // `truncated`). kLimitExceeded when there are too many turns; the conversation is then unchanged.
  // Times may be out of order or missing; signals that need a missing one are unknown.
  Status AddTurn(const Turn& turn);

  // Sets a declared fact; replaces an earlier value. kNotFound for an undeclared name,
  // kInvalidArgument for a value of another type, out of range or outside an enum's values; the
  // fact is then unchanged. An int is taken where a double is declared, a string where an enum is.
  Status SetFact(std::string_view id, bool value);
  Status SetFact(std::string_view id, int64_t value);
  Status SetFact(std::string_view id, double value);
  Status SetFact(std::string_view id, std::string_view value);
  Status SetFact(std::string_view id, const char* value) {
    return SetFact(id, std::string_view(value));
  }
  Status SetFact(std::string_view id, Duration value);
  Status SetFact(std::string_view id, Time value);
  Status SetFact(std::string_view id, const std::vector<std::string_view>& value);
  // Makes it unknown again, or its default. kNotFound for an undeclared name.
  Status ClearFact(std::string_view id);

  // Notes that the host has acted on the escalation to `route`, as things stand now: it is `new`
  // again only when a later turn gives a further reason. kNotFound for an undeclared route.
  Status Acknowledge(std::string_view route);

  // Overrides: what a person, usually a supervisor, knows better than the rules. Each holds until
  // it is released, whatever turns follow; policies, playbooks and checks of replies go by it as by
  // what was found, also when they judge earlier turns. Scores, probabilities and evidence stay
  // what the rules find; a decision says what they found and that it was overridden. A further
  // override of the same thing replaces it. kNotFound for an undeclared name; nothing has changed
  // then. Releasing what is not overridden does nothing.

  // `id` is a persona's, or "none". The persona then has probability 1 for policies, and no other
  // is reported beside it.
  Status OverridePersona(std::string_view id);
  void ReleasePersona();
  // kInvalidArgument for a level that the scale does not have.
  Status OverrideScale(std::string_view id, int32_t level);
  Status ReleaseScale(std::string_view id);
  // What policies of class `safety` escalate is never suppressed; it can be acknowledged.
  Status OverrideEscalation(std::string_view route, EscalationOverride rule);
  Status ReleaseEscalation(std::string_view route);
  void ReleaseOverrides();  // all

  size_t turn_count() const;
  const std::shared_ptr<const RuleSet>& rules() const;

  // For the library's own layers.
  const engine::ConversationState& state() const { return *state_; }

 private:
  std::unique_ptr<engine::ConversationState> state_;
};

}  // namespace rapport

#endif  // RAPPORT_CONVERSATION_H_
