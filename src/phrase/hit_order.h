#ifndef RAPPORT_PHRASE_HIT_ORDER_H_
#define RAPPORT_PHRASE_HIT_ORDER_H_

#include <cstdint>
#include <vector>

#include "phrase/hit.h"

namespace rapport::phrase {

// Sorts the hits in a text of so many tokens and leaves out repetitions. `keys` is memory that is
// reused.
void SortHits(uint32_t tokens, std::vector<uint64_t>* keys, std::vector<Hit>* hits);

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_HIT_ORDER_H_
