// Both kernels find the same in any bytes, of any length and at any alignment, and the masks say
// what the characters' classes say.

#include "text/masks.h"

#include <random>

#include "gtest/gtest.h"
#include "text/masks_avx2.h"
#include "text/unicode.h"

namespace rapport::text {
namespace {

TEST(Masks, UnitsKeepClassAndFlags) {
  for (char32_t code = 0; code < 0x30000; ++code) {
    const CharInfo info = Classify(code);
    const uint8_t unit = code < 0x80 ? static_cast<uint8_t>(code) : UnitOf(info);
    ASSERT_EQ(kUnitClasses[unit], info.cls) << code;
    ASSERT_EQ(kUnitFlags[unit], info.flags) << code;
    ASSERT_NE(unit, kEndUnit) << code;
  }
}

size_t FindUnplainSlowly(const std::string& bytes, size_t pos) {
  while (pos < bytes.size() && static_cast<uint8_t>(bytes[pos]) < 0x80 && bytes[pos] != '&' &&
         bytes[pos] != '\r') {
    ++pos;
  }
  return pos;
}

TEST(Masks, KernelsFindTheSameUnplainByte) {
  std::mt19937 random(3);
  constexpr std::string_view kUnplain("&\r\x80\xFF\xC3\xA6\x8D", 7);
  for (int round = 0; round < 3000; ++round) {
    const size_t size = random() % 130;
    // Exactly so many bytes on the heap: a sanitizer sees what reads past them.
    std::vector<char> heap(size);
    for (char& c : heap) c = static_cast<char>(random() % 0x80);
    for (char& c : heap) {
      if (c == '&' || c == '\r') c = 'a';
      if (random() % 60 == 0) c = kUnplain[random() % kUnplain.size()];
    }
    const std::string bytes(heap.begin(), heap.end());
    const size_t pos = size == 0 ? 0 : random() % size;
    const size_t expected = FindUnplainSlowly(bytes, pos);
    ASSERT_EQ(PortableKernel().find_unplain(heap.data(), pos, size), expected);
    ASSERT_EQ(BestKernel().find_unplain(heap.data(), pos, size), expected);
  }
}

void CheckMasks(const Kernel& kernel, const Characters& chars) {
  MaskBuffers buffers;
  const TextMasks masks = MakeMasks(kernel, chars, &buffers);
  ASSERT_EQ(masks.blocks, (chars.size() + 63) / 64);
  uint32_t letters = 0;
  uint32_t uppers = 0;
  size_t spans = 0;
  const auto letter = [&](size_t i) {
    return chars.UnitAt(i) < 0x80 && chars.ClassAt(i) == CharClass::kLetter;
  };
  const auto upper = [&](size_t i) { return letter(i) && (chars.FlagsAt(i) & kUpper) != 0; };
  const auto word = [&](size_t i) {
    return letter(i) ||
           (chars.ClassAt(i) == CharClass::kApostrophe && letter(i - 1) && letter(i + 1));
  };
  const auto blank = [&](size_t i) {
    return chars.ClassAt(i) == CharClass::kBlank || chars.ClassAt(i) == CharClass::kEnd;
  };
  for (size_t i = 0; i < masks.blocks * 64; ++i) {
    SCOPED_TRACE(i);
    const CharClass cls = chars.ClassAt(i);
    ASSERT_EQ(BitAt(masks.letters, i), letter(i));
    ASSERT_EQ(BitAt(masks.uppers, i), upper(i));
    ASSERT_EQ(BitAt(masks.words, i), word(i));
    const bool blank_after = i + 1 < masks.blocks * 64 && blank(i + 1);
    const bool is_break =
        (chars.UnitAt(i) == '.' || chars.UnitAt(i) == ',') && word(i - 1) && blank_after;
    ASSERT_EQ(BitAt(masks.breaks, i), is_break);
    ASSERT_EQ(BitAt(masks.others, i), !word(i) && !blank(i) && !is_break);
    const char folded = masks.folded[i];
    const char expected = upper(i)                        ? static_cast<char>(chars.UnitAt(i) + 32)
                          : cls == CharClass::kApostrophe ? '\''
                                                          : static_cast<char>(chars.UnitAt(i));
    ASSERT_EQ(folded, expected);
    ASSERT_EQ(BitAt(masks.runs, i),
              letter(i) && folded == masks.folded[i - 1] && folded == masks.folded[i - 2]);
    letters += letter(i);
    uppers += upper(i);
    if (word(i) && !word(i - 1)) {
      size_t end = i;
      while (word(end)) ++end;
      ASSERT_LT(spans, masks.span_count);
      ASSERT_EQ(masks.spans[spans].begin, i);
      ASSERT_EQ(masks.spans[spans].end, end);
      ++spans;
    }
  }
  ASSERT_EQ(masks.span_count, spans);
  ASSERT_EQ(masks.letter_count, letters);
  ASSERT_EQ(masks.upper_count, uppers);
}

TEST(Masks, SayWhatTheClassesSay) {
  std::mt19937 random(4);
  constexpr std::string_view kCommon = "aaabBcDzZ''`  ,.!?9\n\t_@";
  for (int round = 0; round < 1500; ++round) {
    Characters chars;
    const auto size = static_cast<uint32_t>(random() % 200);
    chars.Start(size);
    for (uint32_t i = 0; i < size; ++i) {
      const uint32_t choice = random() % 20;
      const char32_t code = choice == 0 ? random() % 0x80
                            : choice == 1
                                ? 0x80 + random() % 0x2500
                                : static_cast<uint8_t>(kCommon[random() % kCommon.size()]);
      chars.Push(code, Classify(code), i, i + 1);
    }
    chars.Finish(size);
    ASSERT_NO_FATAL_FAILURE(CheckMasks(PortableKernel(), chars));
    ASSERT_NO_FATAL_FAILURE(CheckMasks(BestKernel(), chars));
  }
}

TEST(Masks, CountsBits) {
  const uint64_t mask[] = {~uint64_t{0}, 0x5555555555555555u, 0, 0};
  EXPECT_EQ(CountBits(mask, 0, 128), 96u);
  EXPECT_EQ(CountBits(mask, 60, 70), 7u);
  EXPECT_EQ(CountBits(mask, 64, 64), 0u);
}

}  // namespace
}  // namespace rapport::text
