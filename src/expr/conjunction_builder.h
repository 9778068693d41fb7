#ifndef RAPPORT_EXPR_CONJUNCTION_BUILDER_H_
#define RAPPORT_EXPR_CONJUNCTION_BUILDER_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "expr/conjunctions.h"

namespace rapport::expr {

// A test of one slot, one part of a conjunction.
struct SlotTest {
  int32_t slot = 0;
  Conjunctions::Kind kind = Conjunctions::Kind::kNothing;  // then it asks whether it is known
  bool negated = false;
  int64_t low = 0, high = 0;       // kInt: within these
  std::vector<std::string> texts;  // kText: one of these
};

// Collects conjunctions and makes the rows.
class ConjunctionBuilder {
 public:
  // Of all rows together; what would need more is not taken.
  static constexpr uint64_t kMostWords = uint64_t{1} << 17;

  void Add(uint32_t program, std::vector<SlotTest> tests) {
    drafts_.push_back({program, std::move(tests)});
  }
  // Programs that are not taken, in the order in which they were added, are to be evaluated in
  // another way. The builder is spent.
  std::vector<uint32_t> Build(Conjunctions* out);

 private:
  struct Draft {
    uint32_t program = 0;
    std::vector<SlotTest> tests;
  };
  // What the tests of a slot compare it with.
  struct Classes {
    Conjunctions::Kind kind = Conjunctions::Kind::kNothing;
    std::set<int64_t> cuts;  // the first value of each class but the lowest
    std::set<std::string> texts;

    uint64_t rows() const {
      const uint64_t values =
          kind == Conjunctions::Kind::kBool ? 2 : 1 + cuts.size() + texts.size();
      return Conjunctions::kFirstValue + values;
    }
  };

  void FindClasses();
  uint64_t WordsNeeded() const;
  void DropLargestSlots(std::vector<uint32_t>* dropped);
  void FillRows(Conjunctions* out) const;
  void FillRows(const SlotTest& test, uint32_t program, uint32_t slot, Conjunctions* out) const;

  std::vector<Draft> drafts_;
  std::map<int32_t, Classes> classes_;  // by slot
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_CONJUNCTION_BUILDER_H_
