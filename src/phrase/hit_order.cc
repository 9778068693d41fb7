#include "phrase/hit_order.h"

#include <algorithm>

namespace rapport::phrase {
namespace {

// So many are put in order by counting, for each, those before it. The order follows no pattern,
// and to compare all with all takes no branch for it.
constexpr size_t kFew = 24;
constexpr uint64_t kNoKey = ~uint64_t{0};
constexpr uint32_t kMostTokens = 0xFFFF;  // for places of 16 bits

uint64_t KeyOf(const Hit& hit) {
  return uint64_t{hit.tag} << 32 | uint64_t{hit.first_token} << 16 | hit.end_token;
}

Hit HitOf(uint64_t key) {
  return {static_cast<uint32_t>(key >> 32), static_cast<uint32_t>(key >> 16 & 0xFFFF),
          static_cast<uint32_t>(key & 0xFFFF)};
}

void SortFew(std::vector<Hit>* hits) {
  const size_t size = hits->size();
  uint64_t keys[kFew];
  uint64_t sorted[kFew];
  for (size_t i = 0; i < size; ++i) {
    keys[i] = KeyOf((*hits)[i]);
    sorted[i] = kNoKey;  // stays where a repetition leaves a place empty
  }
  for (size_t i = 0; i < size; ++i) {
    size_t before = 0;
    for (size_t j = 0; j < size; ++j) before += keys[j] < keys[i] ? 1 : 0;
    sorted[before] = keys[i];
  }
  size_t kept = 0;
  for (size_t i = 0; i < size; ++i) {
    (*hits)[kept] = HitOf(sorted[i]);
    kept += sorted[i] != kNoKey ? 1 : 0;
  }
  hits->resize(kept);
}

}  // namespace

void SortHits(uint32_t tokens, std::vector<uint64_t>* keys, std::vector<Hit>* hits) {
  if (hits->size() < 2) return;
  if (tokens > kMostTokens) {
    std::sort(hits->begin(), hits->end());
    hits->erase(std::unique(hits->begin(), hits->end()), hits->end());
    return;
  }
  if (hits->size() <= kFew) return SortFew(hits);
  keys->clear();
  for (const Hit& hit : *hits) keys->push_back(KeyOf(hit));
  std::sort(keys->begin(), keys->end());
  keys->erase(std::unique(keys->begin(), keys->end()), keys->end());
  hits->clear();
  for (const uint64_t key : *keys) hits->push_back(HitOf(key));
}

}  // namespace rapport::phrase
