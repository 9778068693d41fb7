#ifndef RAPPORT_ENGINE_JUDGEMENTS_H_
#define RAPPORT_ENGINE_JUDGEMENTS_H_

// What explanations say of conditions, policies, kinds of contact and needs: how each came out, why
// it did not hold, and of policies the values of their parts.
//
// Most of it is as it is when nothing was said and no fact told, the baseline of the network. So
// all are traced once for the baseline. In a case, the parts that name a slot that differs from it
// are evaluated anew, and then, from the last part to the first, for parents stand first, those
// whose own parts came out otherwise. Programs with such a part, and those that name a condition
// of which something else is to be said, are described anew. The next case puts all that back.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_arena.h"
#include "engine/evaluation.h"
#include "engine/near_miss.h"
#include "expr/trace.h"
#include "rapport/explanation.h"

namespace rapport::engine {

struct Judgement {
  Outcome outcome = Outcome::kFalse;
  std::string_view why_not;
};

// Programs are numbered as those of Tables::network.
class Judgements {
 public:
  // Judges the first `programs` of them by an evaluation that has just been bound.
  void TakeUp(uint32_t programs, Evaluation* bound);
  // By an evaluation of these rules with every program evaluated. What was said before is gone.
  void Judge(Evaluation* evaluation);
  // Of a condition that is not in the network, by the evaluation that was judged last.
  void AppendWhyNot(const expr::Program& when, Evaluation* evaluation, std::string* out);

  const Judgement& of(uint32_t program) const { return judgements_[program]; }
  // Good until TakeUp(); their values change with Judge().
  ListView<ExplainedPart> parts(ruleset::Index policy) const {
    const uint32_t begin = begins_[conditions_ + policy], end = begins_[conditions_ + policy + 1];
    return {parts_.data() + (begin - first_part_), end - begin};
  }

 private:
  // A bit for each of some numbers.
  struct Marks {
    std::vector<uint64_t> words;

    void Assign(size_t size) { words.assign(size / 64 + 1, 0); }
    void Set(uint32_t i) { words[i / 64] |= uint64_t{1} << (i % 64); }
  };
  // What a node or a program was before.
  struct OldNode {
    uint32_t node;
    bool evaluated, has_difference;
    double difference;
    expr::Value result;
    std::string_view value;
  };

  void Trace(uint32_t program, Evaluation* bound);
  void ListReaders(int32_t slots);
  void AddParts();
  void PutBack();
  void Keep(uint32_t node);
  void ShowPart(uint32_t node);
  void Evaluate(uint32_t node, Evaluation* evaluation);
  void JudgeParts(uint32_t node);
  bool IsSimple(uint32_t program, const ruleset::Tables& tables);
  void Describe(uint32_t program);
  void SetSlot(int32_t slot, const expr::Value& value);
  void SetResult(uint32_t node, const expr::Value& result, std::string_view text);
  NamedReasons Reasons() const { return {first_condition_slot_, condition_reasons_}; }
  absl::Span<expr::TraceNode> NodesOf(uint32_t program) {
    return {nodes_.data() + begins_[program], begins_[program + 1] - begins_[program]};
  }

  std::vector<const expr::Program*> programs_;
  uint32_t conditions_ = 0, policies_ = 0;  // how many
  int32_t first_condition_slot_ = 0;
  std::vector<uint32_t> condition_order_;  // by program of a condition: its index
  std::vector<expr::TraceNode> nodes_;     // of one program after another
  std::vector<uint32_t> begins_;           // in `nodes_`, by program; and one more
  std::vector<uint32_t> program_of_;       // by node
  std::vector<uint32_t> reader_begins_;    // in `readers_`, by slot; and one more
  std::vector<uint32_t> readers_;          // nodes
  std::vector<ExplainedPart> parts_;       // as the nodes of policies, from `first_part_` on
  uint32_t first_part_ = 0;
  std::vector<Judgement> judgements_;                // by program
  std::vector<std::string_view> condition_reasons_;  // by condition
  TextArena baseline_texts_, changed_texts_;
  TextArena* texts_ = nullptr;  // one of these

  Marks marked_nodes_, marked_programs_;
  Marks shifted_nodes_;                  // of which other parts than before may be reached
  std::vector<uint8_t> is_simple_;       // by program: IsSimple()
  std::vector<uint32_t> changed_roots_;  // programs
  std::vector<OldNode> old_nodes_;
  std::vector<std::pair<uint32_t, Judgement>> old_judgements_;
  std::vector<expr::TraceNode> trace_;
  NearMiss near_miss_;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_JUDGEMENTS_H_
