#ifndef RAPPORT_BASE_HASH_H_
#define RAPPORT_BASE_HASH_H_

#include <cstdint>
#include <string_view>

namespace rapport {

// FNV-1a, going on from `hash`: the same on every machine. Not for input that wants to collide.
inline constexpr uint64_t kHashStart = 14695981039346656037ull;
constexpr uint64_t Hash(std::string_view bytes, uint64_t hash = kHashStart) {
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

}  // namespace rapport

#endif  // RAPPORT_BASE_HASH_H_
