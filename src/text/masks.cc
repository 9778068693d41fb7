#include "text/masks.h"

#include <array>
#include <cstring>

#include "base/bits.h"
#include "text/masks_avx2.h"

namespace rapport::text {
namespace {

constexpr size_t kBlock = 64;
constexpr size_t kFoldedMargin = 64;
constexpr size_t kMasks = 8;

enum Bit : uint8_t {
  kLetterBit = 1,
  kUpperBit = 2,
  kApostropheBit = 4,
  kBlankBit = 8,
  kBreakBit = 16
};

struct Unit {
  uint8_t bits = 0;
  char folded = 0;
};

constexpr std::array<Unit, 256> MakeUnits() {
  std::array<Unit, 256> table{};
  for (size_t i = 0; i < table.size(); ++i) {
    const CharInfo info = UnitInfo(static_cast<uint8_t>(i));
    Unit& unit = table[i];
    unit.folded = static_cast<char>(i);
    if (i < 0x80 && info.cls == CharClass::kLetter) {
      unit.bits = kLetterBit;
      if ((info.flags & kUpper) != 0) {
        unit.bits |= kUpperBit;
        unit.folded = static_cast<char>(i + ('a' - 'A'));
      }
    } else if (info.cls == CharClass::kApostrophe) {
      unit.bits = kApostropheBit;
      unit.folded = '\'';
    } else if (info.cls == CharClass::kBlank || info.cls == CharClass::kEnd) {
      unit.bits = kBlankBit;
    } else if (i == '.' || i == ',') {
      unit.bits = kBreakBit;
    }
  }
  return table;
}

constexpr std::array<Unit, 256> kUnits = MakeUnits();

constexpr uint64_t kOnes = 0x0101010101010101u;
constexpr uint64_t kHighs = 0x8080808080808080u;

bool HasZeroByte(uint64_t word) { return ((word - kOnes) & ~word & kHighs) != 0; }

bool IsUnplain(char c) { return static_cast<uint8_t>(c) >= 0x80 || c == '&' || c == '\r'; }

size_t FindUnplain(const char* bytes, size_t pos, size_t size) {
  for (; pos + sizeof(uint64_t) <= size; pos += sizeof(uint64_t)) {
    uint64_t word = 0;
    std::memcpy(&word, bytes + pos, sizeof word);
    if ((word & kHighs) != 0 || HasZeroByte(word ^ kOnes * '&') ||
        HasZeroByte(word ^ kOnes * '\r')) {
      break;
    }
  }
  while (pos < size && !IsUnplain(bytes[pos])) ++pos;
  return pos;
}

void ClassifyUnits(const uint8_t* units, TextMasks* masks, char* folded) {
  for (size_t block = 0; block < masks->blocks; ++block) {
    uint64_t letters = 0;
    uint64_t uppers = 0;
    uint64_t runs = 0;
    uint64_t apostrophes = 0;
    uint64_t blanks = 0;
    uint64_t breaks = 0;
    const size_t base = block * kBlock;
    for (size_t i = 0; i < kBlock; ++i) {
      const Unit unit = kUnits[units[base + i]];
      char* const out = folded + base + i;
      *out = unit.folded;
      const uint64_t letter = unit.bits & kLetterBit;
      letters |= letter << i;
      uppers |= uint64_t{(unit.bits & kUpperBit) != 0} << i;
      apostrophes |= uint64_t{(unit.bits & kApostropheBit) != 0} << i;
      blanks |= uint64_t{(unit.bits & kBlankBit) != 0} << i;
      breaks |= uint64_t{(unit.bits & kBreakBit) != 0} << i;
      runs |= (letter & static_cast<uint64_t>(out[0] == out[-1] && out[0] == out[-2])) << i;
    }
    masks->letter_count += BitsIn(letters);
    masks->upper_count += BitsIn(uppers);
    masks->letters[block] = letters;
    masks->uppers[block] = uppers;
    masks->runs[block] = runs;
    masks->apostrophes[block] = apostrophes;
    masks->blanks[block] = blanks;
    masks->breaks[block] = breaks;
  }
}

// Writes the places of the bits to `member` of the spans from `next` on, and returns what is behind
// the last. Eight at a time, whatever their number, since a loop that ends with the last bit would
// end as nobody can guess; up to kSpanSlack spans behind the last are written to.
constexpr size_t kSpanSlack = 16;
WordSpan* AddPlaces(uint64_t bits, size_t base, uint32_t WordSpan::*member, WordSpan* next) {
  constexpr uint64_t kStop = uint64_t{1} << 63;  // there must be a lowest bit
  const uint32_t count = BitsIn(bits);
  const auto add_eight = [&](WordSpan* to) {
    for (size_t i = 0; i < 8; ++i) {
      (to + i)->*member = static_cast<uint32_t>(base + LowestBit(bits | kStop));
      bits &= bits - 1;
    }
  };
  add_eight(next);
  if (count > 8) add_eight(next + 8);
  for (uint32_t done = 16; done < count; done += 8) add_eight(next + done);
  return next + count;
}

// What the kernel found, combined. Bits cross from block to block on both sides.
void Combine(TextMasks* masks) {
  uint64_t letter_before = 0;
  uint64_t word_before = 0;
  uint64_t any_runs = 0;
  WordSpan* next_begin = masks->spans;
  WordSpan* next_end = masks->spans;
  for (size_t block = 0; block < masks->blocks; ++block) {
    const uint64_t letters = masks->letters[block];
    const uint64_t after = letters >> 1 | masks->letters[block + 1] << 63;
    const uint64_t before = letters << 1 | letter_before;
    const uint64_t words = letters | (masks->apostrophes[block] & before & after);
    const uint64_t shifted = words << 1 | word_before;
    const uint64_t blanks = masks->blanks[block];
    const uint64_t blank_after = blanks >> 1 | masks->blanks[block + 1] << 63;
    const uint64_t breaks = masks->breaks[block] & shifted & blank_after;
    masks->words[block] = words;
    masks->breaks[block] = breaks;
    masks->others[block] = ~(words | breaks | blanks);
    letter_before = letters >> 63;
    word_before = words >> 63;
    any_runs |= masks->runs[block];
    const size_t base = block * kBlock;
    next_begin = AddPlaces(words & ~shifted, base, &WordSpan::begin, next_begin);
    next_end = AddPlaces(shifted & ~words, base, &WordSpan::end, next_end);
  }
  if (word_before != 0) next_end->end = static_cast<uint32_t>(masks->blocks * kBlock);
  masks->span_count = static_cast<size_t>(next_begin - masks->spans);
  masks->any_runs = any_runs != 0;
}

}  // namespace

uint32_t CountBits(const uint64_t* mask, size_t begin, size_t end) {
  uint32_t count = 0;
  for (; begin < end; begin += kBlock)
    count += BitsIn(BitsFrom(mask, begin) & LowBits(end - begin));
  return count;
}

TextMasks MaskBuffers::Get(size_t characters, char** folded) {
  TextMasks masks;
  masks.blocks = (characters + kBlock - 1) / kBlock;
  const size_t stride = masks.blocks + 1;
  uint64_t* next = masks_.Get(kMasks * stride);
  for (uint64_t** mask : {&masks.letters, &masks.uppers, &masks.runs, &masks.apostrophes,
                          &masks.blanks, &masks.breaks, &masks.words, &masks.others}) {
    *mask = next;
    next[masks.blocks] = 0;
    next += stride;
  }
  *folded = folded_.Get(masks.blocks * kBlock + 2 * kFoldedMargin) + kFoldedMargin;
  std::memset(*folded - kFoldedMargin, 0, kFoldedMargin);
  std::memset(*folded + masks.blocks * kBlock, 0, kFoldedMargin);
  masks.folded = *folded;
  // Between words there is something.
  masks.spans = spans_.Get(characters / 2 + 1 + kSpanSlack);
  return masks;
}

Kernel PortableKernel() { return {FindUnplain, ClassifyUnits}; }

Kernel BestKernel() { return HasAvx2() ? Avx2Kernel() : PortableKernel(); }

TextMasks MakeMasks(const Kernel& kernel, const Characters& chars, MaskBuffers* buffers) {
  char* folded = nullptr;
  TextMasks masks = buffers->Get(chars.size(), &folded);
  kernel.classify(chars.units(), &masks, folded);
  Combine(&masks);
  return masks;
}

}  // namespace rapport::text
