#ifndef RAPPORT_INSIGHT_ID_HASH_H_
#define RAPPORT_INSIGHT_ID_HASH_H_

#include <cstdint>
#include <string_view>

#include "base/hash.h"

namespace rapport::insight {

// What an id or value is known by: the same on every machine, with every bit as good as any other,
// so that the ids below a threshold are a fair sample. Of a million ids two share one with a
// probability of 3 in 10^8.
inline uint64_t IdHash(std::string_view id) {
  uint64_t hash = Hash(id);
  hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;  // the finalizer of MurmurHash3
  hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
  return hash ^ hash >> 33;
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_ID_HASH_H_
