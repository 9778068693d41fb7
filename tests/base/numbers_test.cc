// Numbers and BitIndex give back what was put in, also through an archive, and notice when what
// they are read from does not fit together.

#include "base/numbers.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/archive.h"
#include "base/bit_index.h"

namespace rapport {
namespace {

template <typename T>
std::string Written(const T& item) {
  ArchiveWriter writer;
  writer.Item(item);
  return writer.bytes();
}

using List = std::vector<uint32_t>;

TEST(Numbers, AreKept) {
  const struct {
    List numbers;
    size_t bytes;
  } kCases[] = {{{}, 0},
                {{0}, 4},
                {{0xFFFF}, 4},
                {{0xFFFF, 0}, 6},
                {{1, 2, 3, 0xFFFF}, 10},
                {{0x10000}, 4},
                {{0, 0xFFFFFFFF, 1}, 12}};
  for (const auto& c : kCases) {
    const Numbers numbers(c.numbers);
    EXPECT_EQ(numbers.allocated_bytes(), c.bytes);
    const std::string bytes = Written(numbers);
    ArchiveReader reader(bytes);
    Numbers read;
    reader.Item(read);
    ASSERT_TRUE(reader.ok());
    EXPECT_EQ(read.allocated_bytes(), 0u);
    for (const Numbers* n : {&numbers, static_cast<const Numbers*>(&read)}) {
      ASSERT_EQ(n->size(), c.numbers.size());
      for (size_t i = 0; i < c.numbers.size(); ++i) EXPECT_EQ((*n)[i], c.numbers[i]);
    }
  }
}

TEST(Numbers, AreChecked) {
  const struct {
    List numbers;
    uint32_t bound;
    bool below, rising;
  } kCases[] = {{{}, 0, true, true},
                {{0}, 0, false, true},
                {{0, 1, 1, 5}, 6, true, true},
                {{0, 1, 1, 5}, 5, false, true},
                {{1, 0}, 2, true, false},
                {{70'000, 3}, 70'001, true, false},
                {{3, 70'000}, 70'000, false, true}};
  for (const auto& c : kCases) {
    const Numbers numbers(c.numbers);
    EXPECT_EQ(numbers.AllBelow(c.bound), c.below);
    EXPECT_EQ(numbers.IsRising(), c.rising);
  }
}

TEST(Numbers, OfTheWrongSizeAreRefused) {
  const std::string good = Written(Numbers(List{1, 2, 3}));
  ASSERT_EQ(good[0], 3);  // the size, then the width
  const std::pair<size_t, char> kDamages[] = {{0, 2}, {0, 4}, {0, 0}, {3, 1}, {4, 1}, {4, 2}};
  for (const auto& [at, byte] : kDamages) {
    std::string bytes = good;
    bytes[at] = byte;
    ArchiveReader reader(bytes);
    Numbers read;
    reader.Item(read);
    EXPECT_FALSE(reader.ok()) << at;
    EXPECT_EQ(read.size(), 0u);
  }
}

TEST(BitIndex, TellsPlaces) {
  std::mt19937 random(7);
  for (const size_t size : {0, 1, 63, 64, 65, 127, 128, 1000}) {
    for (const unsigned share : {0, 1, 3, 8}) {
      std::vector<bool> members(size);
      for (size_t i = 0; i < size; ++i) members[i] = random() % 8 < share;
      const BitIndex index(members);
      const std::string bytes = Written(index);
      ArchiveReader reader(bytes);
      BitIndex read;
      reader.Item(read);
      ASSERT_TRUE(reader.ok());
      for (const BitIndex* b : {&index, static_cast<const BitIndex*>(&read)}) {
        ASSERT_TRUE(b->IsValid());
        ASSERT_EQ(b->size(), size);
        uint32_t rank = 0;
        for (uint32_t i = 0; i < size; ++i) {
          ASSERT_EQ(b->Has(i), members[i]);
          ASSERT_EQ(b->Rank(i), rank);
          rank += members[i] ? 1 : 0;
        }
        ASSERT_EQ(b->count(), rank);
      }
    }
  }
}

// Of a small index each byte matters, but for those that only fill up.
TEST(BitIndex, DamageIsNoticed) {
  const std::string good = Written(BitIndex({true, false, true}));
  const size_t kSizes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 16, 17, 23};
  for (const size_t at : kSizes) {
    std::string bytes = good;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x40);
    ArchiveReader reader(bytes);
    BitIndex read;
    reader.Item(read);
    EXPECT_FALSE(reader.ok() && read.IsValid()) << at;
  }
}

}  // namespace
}  // namespace rapport
