#ifndef RAPPORT_RULESET_PROTOCOLS_H_
#define RAPPORT_RULESET_PROTOCOLS_H_

#include <algorithm>

#include "ruleset/tables.h"

namespace rapport::ruleset {

// As pack::ProtocolSlots::Of(), of the compiled form.
inline pack::ProtocolSlots ProtocolSlotsOf(const Tables& tables) {
  pack::ProtocolSlots slots{tables.protocols.size(), 0};
  for (const ProtocolEntry& protocol : tables.protocols) {
    slots.steps = std::max(slots.steps, protocol.steps.size());
  }
  return slots;
}

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_PROTOCOLS_H_
