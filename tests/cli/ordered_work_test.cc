#include "cli/ordered_work.h"

#include <gtest/gtest.h>

#include <atomic>
#include <random>
#include <set>
#include <stdexcept>

namespace rapport::cli {
namespace {

struct Piece {
  int number = 0;
  int spins = 0;
  int result = 0;
};

TEST(OrderedWork, GivesBackInOrder) {
  std::mt19937 random(1);
  for (size_t threads = 1; threads <= 8; ++threads) {
    std::vector<Piece> pieces(500);
    for (int i = 0; i < 500; ++i) {
      pieces[static_cast<size_t>(i)] = {i, static_cast<int>(random() % 20'000), 0};
    }
    std::atomic<int> made{0};
    OrderedWork<Piece> work(threads, [&made] {
      ++made;
      return [](Piece* piece) {
        for (volatile int i = 0; i < piece->spins; i = i + 1) {
        }
        piece->result = 2 * piece->number;
      };
    });
    int under_way = 0, taken = 0;
    const auto take = [&](const Piece* piece) {
      ASSERT_EQ(piece->number, taken++);
      ASSERT_EQ(piece->result, 2 * piece->number);
      --under_way;
    };
    EXPECT_EQ(work.TakeFinished(), nullptr);
    for (Piece& piece : pieces) {
      work.Add(&piece);
      ++under_way;
      while (const Piece* finished = work.TakeFinished()) take(finished);
      while (under_way > static_cast<int>(2 * threads)) take(work.Take());
    }
    while (under_way > 0) take(work.Take());
    EXPECT_EQ(taken, 500);
    EXPECT_LE(made, static_cast<int>(threads));
  }
}

TEST(OrderedWork, OneThreadIsTheCallers) {
  std::set<std::thread::id> threads;
  OrderedWork<Piece> work(
      1, [&] { return [&](Piece*) { threads.insert(std::this_thread::get_id()); }; });
  std::vector<Piece> pieces(10);
  for (Piece& piece : pieces) work.Add(&piece);
  for (size_t i = 0; i < pieces.size(); ++i) work.Take();
  EXPECT_EQ(threads, std::set<std::thread::id>{std::this_thread::get_id()});
}

TEST(OrderedWork, AFailureComesBackInItsPlace) {
  for (const size_t threads : {1, 4}) {
    std::vector<Piece> pieces(20);
    for (int i = 0; i < 20; ++i) pieces[static_cast<size_t>(i)].number = i;
    OrderedWork<Piece> work(threads, [] {
      return [](Piece* piece) {
        if (piece->number == 7) throw std::runtime_error("seven");
      };
    });
    for (Piece& piece : pieces) work.Add(&piece);
    for (int i = 0; i < 7; ++i) EXPECT_EQ(work.Take()->number, i);
    EXPECT_THROW(work.Take(), std::runtime_error);
    EXPECT_EQ(work.Take()->number, 8);  // the others are dropped
  }
}

}  // namespace
}  // namespace rapport::cli
