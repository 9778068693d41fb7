#ifndef RAPPORT_TEXT_MASKS_H_
#define RAPPORT_TEXT_MASKS_H_

// A text as bits: what the fast path of the scanner knows of 64 characters at once.
//
// First the units of a block are compared with a few ranges, which gives a bit for each character
// in one mask for each class; that is what vector instructions are for, and it is done by one of
// two kernels with the same results. Then the masks are combined by shifting: a word starts where a
// word character stands and none does before it, and ends where it is the other way round. Counting
// zeros in both gives the words.

#include <cstddef>
#include <cstdint>

#include "text/characters.h"

namespace rapport::text {

// A word of letters, or of letters and apostrophes.
struct WordSpan {
  uint32_t begin = 0;
  uint32_t end = 0;
  uint32_t word = 0;   // its number in the vocabulary, which the scanner puts here,
  uint32_t about = 0;  // and what else it notes
};

// Bit i % 64 of element i / 64 belongs to character i. Bits behind the text are 0, and one more
// element is there to be read.
struct TextMasks {
  uint64_t* letters = nullptr;  // ASCII
  uint64_t* uppers = nullptr;   // of them
  uint64_t* runs = nullptr;     // the third and later of one letter in a row, whatever its case
  uint64_t* apostrophes = nullptr;
  uint64_t* blanks = nullptr;
  uint64_t* breaks = nullptr;  // full stops and commas between a word and a blank
  uint64_t* words = nullptr;   // letters and the apostrophes between two of them
  uint64_t* others = nullptr;  // none of words, breaks and blanks
  WordSpan* spans = nullptr;   // of the words, in order
  size_t span_count = 0;
  const char* folded = nullptr;  // the text in lower case, apostrophes straight
  size_t blocks = 0;
  uint32_t letter_count = 0;
  uint32_t upper_count = 0;
  bool any_runs = false;
};

// The 64 bits of `mask` from character i on.
inline uint64_t BitsFrom(const uint64_t* mask, size_t i) {
  const size_t shift = i % 64;
  return mask[i / 64] >> shift | mask[i / 64 + 1] << 1 << (63 - shift);
}
inline bool BitAt(const uint64_t* mask, size_t i) { return (mask[i / 64] >> (i % 64) & 1) != 0; }

inline uint64_t LowBits(size_t count) {
  return count >= 64 ? ~uint64_t{0} : (uint64_t{1} << count) - 1;
}

// Position of the lowest bit of `bits`, which is not 0.
inline size_t LowestBit(uint64_t bits) { return static_cast<size_t>(__builtin_ctzll(bits)); }

// How many bits of `mask` are set for characters [begin, end).
uint32_t CountBits(const uint64_t* mask, size_t begin, size_t end);

// Memory for masks, reused.
class MaskBuffers {
 public:
  // The masks of the first kind (those before `words`) and `folded` are for a kernel to fill; for
  // it all full stops and commas are breaks.
  TextMasks Get(size_t characters, char** folded);

 private:
  Buffer<uint64_t> masks_;
  Buffer<char> folded_;
  Buffer<WordSpan> spans_;
};

// The loops that are worth vector instructions.
struct Kernel {
  // The first byte in [pos, size) that is not ASCII, or is '&' or '\r'; or `size`.
  size_t (*find_unplain)(const char* bytes, size_t pos, size_t size);
  // Fills the masks of the first kind and `folded`, whole blocks of them.
  void (*classify)(const uint8_t* units, TextMasks* masks, char* folded);
};
Kernel PortableKernel();
Kernel BestKernel();  // for the processor at hand

// All of the masks. They are good until the next call with the same buffers.
TextMasks MakeMasks(const Kernel& kernel, const Characters& chars, MaskBuffers* buffers);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_MASKS_H_
