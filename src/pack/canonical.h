#ifndef RAPPORT_PACK_CANONICAL_H_
#define RAPPORT_PACK_CANONICAL_H_

#include <string>

#include "pack/model.h"

namespace rapport::pack {

// The model as text, one datum a line: what two packs that decide alike have in common. Without
// positions, help texts, examples and tests, and free of the order of maps, the split into files
// and the form in which a value was written. Its SHA-256 names the rule set, so any change of this
// text for an unchanged pack is a change of every hash in the world: raise kCanonicalVersion then.
std::string CanonicalText(const Pack& pack);

std::string HashOf(const Pack& pack);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_CANONICAL_H_
