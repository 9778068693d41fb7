#ifndef RAPPORT_BASE_BITS_H_
#define RAPPORT_BASE_BITS_H_

#include <cstdint>

namespace rapport {

// How many bits are set, without an instruction that not every processor of the target has.
constexpr uint32_t BitsIn(uint64_t bits) {
  bits -= bits >> 1 & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<uint32_t>(bits * 0x0101010101010101u >> 56);
}

}  // namespace rapport

#endif  // RAPPORT_BASE_BITS_H_
