#ifndef RAPPORT_PACK_SCOPE_H_
#define RAPPORT_PACK_SCOPE_H_

// Which names an expression of a pack may use, and from which slot each is read. The loader checks
// expressions with it, the rule set compiles them with it, the engine fills the slots.

#include <cstdint>
#include <string>
#include <vector>

#include "expr/program.h"
#include "pack/model.h"

namespace rapport::pack {

// How much room protocols take.
struct ProtocolSlots {
  size_t protocols = 0;
  size_t steps = 0;  // the most of any

  static ProtocolSlots Of(const Pack& pack);
};

// Slots are numbered in groups: facts, signals, cues and conditions in the order of the pack, then,
// for policies only, scales, `persona`, `also`, `probability` and `abstained`, and the state of
// each protocol. Behind them, for the conditions of one protocol at a time, is what it knows of
// itself.
struct SlotLayout {
  int32_t facts = 0;
  int32_t signals = 0;
  int32_t cues = 0;
  int32_t conditions = 0;
  int32_t scales = 0;
  int32_t persona = 0;
  int32_t also = 0;
  int32_t probability = 0;
  int32_t abstained = 0;
  int32_t protocols = 0;
  int32_t own_state = 0;
  int32_t own_quiet_turns = 0;
  int32_t own_done = 0;  // by step
  int32_t count = 0;

  static SlotLayout Of(const Pack& pack);
  static SlotLayout Of(size_t facts, size_t cues, size_t conditions, size_t scales,
                       ProtocolSlots protocols);
};

// Facts, signals, cues (int), conditions (bool): what conditions, limits' values and
// `available_when` see.
expr::Declarations EvidenceScope(const Pack& pack);

// The scopes below have what `evidence` has, the EvidenceScope() of the pack, or `policy`, its
// PolicyScope(); that scope must outlive them.

// The same, and scales (int), `persona` (an enum of ids and "none"), `also` (list of string),
// `probability` (double), `abstained` (bool), and `protocol.ID` (an enum of its states and "").
expr::Declarations PolicyScope(const Pack& pack, const expr::Declarations& evidence);

// What the conditions of a protocol see: what policies see but for protocols, `protocol.state`,
// `protocol.quiet_turns` (int) and `done.STEP` (bool).
expr::Declarations ProtocolScope(const Pack& pack, const Protocol& protocol,
                                 const expr::Declarations& evidence);

// Slots of checks, behind those of policies: the signals of the reply (reply_signals.h), then one
// for each cue: its hits in the reply.
struct ReviewLayout {
  int32_t signals = 0;
  int32_t cues = 0;
  int32_t count = 0;

  static ReviewLayout Of(const SlotLayout& slots);
};

// What policies see, and the reply: its signals, and `reply.<cue>` (int) of each cue that is looked
// for in agents' turns.
expr::Declarations ReviewScope(const Pack& pack, const expr::Declarations& policy);

// The name of every slot of a policy.
std::vector<std::string> SlotNames(const Pack& pack);

// The type a fact or signal has in expressions.
expr::Type ExprType(FactType type);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SCOPE_H_
