#include "text/masks_avx2.h"

// Only the functions marked so are compiled for AVX2; no others may run before the processor has
// been asked.
#if defined(__x86_64__) && defined(__GNUC__)
#define RAPPORT_AVX2 1
#include <immintrin.h>
#endif

namespace rapport::text {

#ifdef RAPPORT_AVX2
namespace {

#define RAPPORT_TARGET_AVX2 __attribute__((target("avx2,popcnt")))

constexpr size_t kVector = 32;

RAPPORT_TARGET_AVX2 inline __m256i Load(const void* from) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(from));
}

RAPPORT_TARGET_AVX2 inline uint32_t Bits(__m256i bytes) {
  return static_cast<uint32_t>(_mm256_movemask_epi8(bytes));
}

RAPPORT_TARGET_AVX2 inline __m256i Equal(__m256i bytes, uint8_t value) {
  return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(static_cast<char>(value)));
}

// first <= byte <= last, both ASCII; units above are negative here and in no range.
RAPPORT_TARGET_AVX2 inline __m256i InRange(__m256i bytes, char first, char last) {
  return _mm256_and_si256(_mm256_cmpgt_epi8(bytes, _mm256_set1_epi8(static_cast<char>(first - 1))),
                          _mm256_cmpgt_epi8(_mm256_set1_epi8(static_cast<char>(last + 1)), bytes));
}

RAPPORT_TARGET_AVX2 inline uint32_t Unplain(__m256i bytes) {
  return Bits(bytes) | Bits(_mm256_or_si256(Equal(bytes, '&'), Equal(bytes, '\r')));
}

RAPPORT_TARGET_AVX2 size_t FindUnplainAvx2(const char* bytes, size_t pos, size_t size) {
  for (; pos + kVector <= size; pos += kVector) {
    const uint32_t found = Unplain(Load(bytes + pos));
    if (found != 0) return pos + static_cast<size_t>(__builtin_ctz(found));
  }
  if (size >= kVector && pos < size) {  // the last bytes, some of them for the second time
    const size_t last = size - kVector;
    const uint32_t found = Unplain(Load(bytes + last)) >> (pos - last);
    return found == 0 ? size : pos + static_cast<size_t>(__builtin_ctz(found));
  }
  return PortableKernel().find_unplain(bytes, pos, size);
}

// One bit for each of 32 characters.
struct Half {
  uint32_t letters;
  uint32_t uppers;
  uint32_t apostrophes;
  uint32_t blanks;
  uint32_t breaks;
};

RAPPORT_TARGET_AVX2 inline Half ClassifyHalf(const uint8_t* units, char* folded) {
  constexpr uint8_t kOtherApostrophe = UnitOf({CharClass::kApostrophe, 0});
  constexpr uint8_t kOtherBlank = UnitOf({CharClass::kBlank, 0});
  const __m256i x = Load(units);
  const __m256i case_bit = _mm256_set1_epi8(0x20);
  const __m256i upper = InRange(x, 'A', 'Z');
  const __m256i letter = InRange(_mm256_or_si256(x, case_bit), 'a', 'z');
  const __m256i apostrophe =
      _mm256_or_si256(_mm256_or_si256(Equal(x, '\''), Equal(x, '`')), Equal(x, kOtherApostrophe));
  const __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(x, case_bit), x);
  const __m256i blank = _mm256_or_si256(
      _mm256_andnot_si256(InRange(x, '\n', '\r'), low),
      _mm256_or_si256(Equal(x, 0x7F), _mm256_or_si256(Equal(x, kOtherBlank), Equal(x, kEndUnit))));
  const __m256i lower = _mm256_or_si256(x, _mm256_and_si256(upper, case_bit));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(folded),
                      _mm256_blendv_epi8(lower, _mm256_set1_epi8('\''), apostrophe));
  static_assert(('.' & 2) != 0 && ('.' ^ ',') == 2);
  const __m256i stop_or_comma = Equal(_mm256_or_si256(x, _mm256_set1_epi8(2)), '.');
  return {Bits(letter), Bits(upper), Bits(apostrophe), Bits(blank), Bits(stop_or_comma)};
}

RAPPORT_TARGET_AVX2 inline uint32_t RunsOfHalf(const char* folded) {
  const __m256i x = Load(folded);
  return Bits(_mm256_and_si256(_mm256_cmpeq_epi8(x, Load(folded - 1)),
                               _mm256_cmpeq_epi8(x, Load(folded - 2))));
}

uint64_t Join(uint32_t low, uint32_t high) { return uint64_t{high} << 32 | low; }

RAPPORT_TARGET_AVX2 void ClassifyAvx2(const uint8_t* units, TextMasks* masks, char* folded) {
  for (size_t block = 0; block < masks->blocks; ++block) {
    const size_t at = block * 2 * kVector;
    const Half low = ClassifyHalf(units + at, folded + at);
    const Half high = ClassifyHalf(units + at + kVector, folded + at + kVector);
    masks->letters[block] = Join(low.letters, high.letters);
    masks->uppers[block] = Join(low.uppers, high.uppers);
    masks->letter_count += static_cast<uint32_t>(__builtin_popcountll(masks->letters[block]));
    masks->upper_count += static_cast<uint32_t>(__builtin_popcountll(masks->uppers[block]));
    masks->apostrophes[block] = Join(low.apostrophes, high.apostrophes);
    masks->blanks[block] = Join(low.blanks, high.blanks);
    masks->breaks[block] = Join(low.breaks, high.breaks);
  }
  // A loop of its own: what was just stored is read at other offsets.
  for (size_t block = 0; block < masks->blocks; ++block) {
    const char* const at = folded + block * 2 * kVector;
    masks->runs[block] = Join(RunsOfHalf(at), RunsOfHalf(at + kVector)) & masks->letters[block];
  }
}

}  // namespace

bool HasAvx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("popcnt") != 0;
}
Kernel Avx2Kernel() { return {FindUnplainAvx2, ClassifyAvx2}; }

#else

bool HasAvx2() { return false; }
Kernel Avx2Kernel() { return PortableKernel(); }

#endif

}  // namespace rapport::text
