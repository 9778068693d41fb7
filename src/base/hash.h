#ifndef RAPPORT_BASE_HASH_H_
#define RAPPORT_BASE_HASH_H_

#include <cstdint>
#include <cstring>
#include <string_view>

namespace rapport {

// FNV-1a, going on from `hash`: the same on every machine. Not for input that wants to collide.
inline constexpr uint64_t kHashStart = 14695981039346656037ull;
constexpr uint64_t Hash(std::string_view bytes, uint64_t hash = kHashStart) {
  for (char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

// Eight bytes at a time: for what lives no longer than the process, since it differs between
// machines. Not for input that wants to collide either.
inline uint64_t FastHash(std::string_view bytes) {
  uint64_t hash = bytes.size() * 0x9E3779B97F4A7C15u;
  const auto add = [&hash](uint64_t word) {
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  };
  const char* at = bytes.data();
  size_t left = bytes.size();
  for (; left > sizeof(uint64_t); at += sizeof(uint64_t), left -= sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    add(word);
  }
  if (left >= sizeof(uint32_t)) {  // the first and the last four, which may overlap
    uint32_t first = 0, last = 0;
    std::memcpy(&first, at, sizeof first);
    std::memcpy(&last, at + left - sizeof last, sizeof last);
    add(uint64_t{first} << 32 | last);
  } else {
    uint64_t word = 0;
    for (; left > 0; --left) word = word << 8 | static_cast<uint8_t>(*at++);
    add(word);
  }
  return hash;
}

}  // namespace rapport

#endif  // RAPPORT_BASE_HASH_H_
