#include "base/marks.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

using Numbers = std::vector<uint32_t>;

Marks MarksOf(const Numbers& numbers) {
  Marks marks;
  marks.Assign(200);
  for (const uint32_t i : numbers) marks.Set(i);
  return marks;
}

TEST(Marks, AreTakenInOrder) {
  Marks marks = MarksOf({199, 3, 64, 63, 128, 3});
  EXPECT_TRUE(marks.Has(63) && !marks.Has(62));
  Numbers taken;
  marks.TakeEach([&](uint32_t i) {
    taken.push_back(i);
    if (i == 64) marks.Set(65);
    if (i == 65) marks.Set(190);
    if (i == 3) marks.Clear(128);
  });
  EXPECT_EQ(taken, (Numbers{3, 63, 64, 65, 190, 199}));
  EXPECT_FALSE(marks.Has(3) || marks.Has(199));
}

TEST(Marks, AreTakenFromTheLast) {
  Marks marks = MarksOf({0, 63, 130});
  Numbers taken;
  marks.TakeEachFromLast([&](uint32_t i) {
    taken.push_back(i);
    if (i == 130) marks.Set(129);
    if (i == 63) marks.Set(1);
  });
  EXPECT_EQ(taken, (Numbers{130, 129, 63, 1, 0}));
}

TEST(Marks, StayWhereTheyAreTakenButOthers) {
  Marks marks = MarksOf({1, 2, 70, 71});
  Numbers taken;
  marks.TakeEachBut(MarksOf({2, 70, 100}), [&](uint32_t i) {
    taken.push_back(i);
    if (i == 1) marks.Set(100);
  });
  EXPECT_EQ(taken, (Numbers{1, 71}));
  EXPECT_TRUE(marks.Has(2) && marks.Has(70) && marks.Has(100) && !marks.Has(71));
}

}  // namespace
}  // namespace rapport
