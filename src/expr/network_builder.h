#ifndef RAPPORT_EXPR_NETWORK_BUILDER_H_
#define RAPPORT_EXPR_NETWORK_BUILDER_H_

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/code.h"
#include "expr/conjunction_builder.h"
#include "expr/network.h"
#include "expr/program.h"

namespace rapport::expr {

// What the builder is told of a slot.
struct NetworkSlot {
  TypeKind type = TypeKind::kDyn;
  // Always an int that is known, 0 in the baseline, and set by NetworkState::SetCount().
  bool is_count = false;
  // Steps that looking at the value once may cost; 0 when there is no bound.
  uint32_t cost = 1;
};

class NetworkBuilder {
 public:
  // `baseline` are the values of the slots; those of programs' results may be anything.
  NetworkBuilder(std::vector<NetworkSlot> slots, std::vector<Value> baseline);

  // Adds a program of type bool that was compiled here, after those whose results it reads. Its
  // result goes to `result_slot` unless that is -1. The program must outlive the builder.
  void Add(const Program* program, int32_t result_slot);

  // How many nodes there are so far: those that the programs added until now need.
  uint32_t node_count() const { return static_cast<uint32_t>(nodes_.size()); }

  // Once, at the end.
  Network Build();

 private:
  using Literal = uint32_t;  // node * 2 + whether it is negated
  using Key = std::vector<int64_t>;

  struct Draft {
    Network::Node node;
    std::vector<uint32_t> edges;
    std::vector<uint32_t> programs;
  };

  const Code::Draft& draft() const { return *code_->draft; }
  static std::vector<int32_t> SlotsOf(const Program& program);
  void AddNodes(uint32_t program);
  bool CollectTests(uint32_t i, bool negated, std::vector<SlotTest>* tests) const;
  bool CollectTest(const Node& node, bool negated, std::vector<SlotTest>* tests) const;
  bool IsInput(int32_t slot) const;
  bool CanSplit(const Program& program) const;
  bool IsSplittable(const Ast& ast, uint32_t i) const;
  bool IsMeasure(const Ast& ast, uint32_t i) const;
  Literal Convert(uint32_t i);
  Literal Gate(const Node& node);
  Literal Slot(int32_t slot);
  Literal Comparison(uint32_t i);
  Literal IntTest(Network::Kind kind, Op op, int64_t bound, const std::vector<int32_t>& slots);
  Literal PartOf(uint32_t i);
  Literal Part(uint32_t begin, uint32_t end, std::string_view text,
               const std::vector<int32_t>& slots);
  Literal Test(Network::Kind kind, Key identity, int32_t slot, uint32_t data,
               const std::vector<int32_t>& slots);
  bool IsConstant(uint32_t i) const;
  Value ConstantOf(uint32_t i) const;
  bool CollectCounts(uint32_t i, std::vector<int32_t>* slots) const;
  void CollectSlots(uint32_t i, std::vector<int32_t>* slots) const;
  void Settle();
  void SetResult(uint32_t program, uint32_t node, const Value& result);

  std::vector<NetworkSlot> slots_;
  std::vector<Value> baseline_;
  std::vector<Draft> nodes_;
  std::map<Key, uint32_t> by_identity_;
  std::vector<std::vector<uint32_t>> readers_;  // by slot: node * 2 + whether it is a sum
  std::map<int32_t, Literal> results_;          // by slot: the node that gives it
  std::vector<const Program*> programs_;
  Network network_;
  ConjunctionBuilder conjunctions_;
  uint32_t adding_ = 0;         // the program that gets nodes
  const Code* code_ = nullptr;  // its code
};

}  // namespace rapport::expr

#endif  // RAPPORT_EXPR_NETWORK_BUILDER_H_
