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

// Slots are numbered in groups: facts, signals, cues and conditions in the order of the pack, then,
// for policies only, scales, `persona`, `also`, `probability` and `abstained`.
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
  int32_t count = 0;

  static SlotLayout Of(const Pack& pack);
  static SlotLayout Of(size_t facts, size_t cues, size_t conditions, size_t scales);
};

// Facts, signals, cues (int), conditions (bool): what conditions, limits' values and
// `available_when` see.
expr::Declarations EvidenceScope(const Pack& pack);

// The same, and scales (int), `persona` (an enum of ids and "none"), `also` (list of string),
// `probability` (double), `abstained` (bool).
expr::Declarations PolicyScope(const Pack& pack);

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
expr::Declarations ReviewScope(const Pack& pack);

// The name of every slot of a policy.
std::vector<std::string> SlotNames(const Pack& pack);

// The type a fact or signal has in expressions.
expr::Type ExprType(FactType type);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SCOPE_H_
