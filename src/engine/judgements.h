#ifndef RAPPORT_ENGINE_JUDGEMENTS_H_
#define RAPPORT_ENGINE_JUDGEMENTS_H_

// What explanations say of conditions, policies, kinds of contact and needs: how each came out, why
// it did not hold, and of policies the values of their parts.
//
// Most of it is as it is when nothing was said and no fact told, the baseline of the network. So
// all are traced once for the baseline. In a case, the expressions that read a slot that differs
// from it are evaluated anew, and then those whose parts came out otherwise. Programs where one of
// them stands, and those that name a condition of which something else is to be said, are described
// anew. The next case puts all that back.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text_arena.h"
#include "engine/evaluation.h"
#include "engine/near_miss.h"
#include "expr/expressions.h"
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
  std::string_view WhyNot(const expr::Program& when, Evaluation* evaluation);

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
  // Where an expression stands.
  struct Place {
    uint32_t node, program;
    uint32_t whole;  // the expression that it is a part of
  };
  static constexpr uint32_t kNone = UINT32_MAX;

  void Trace(uint32_t program, Evaluation* bound);
  void ListPlaces();
  void ListReaders(int32_t slots);
  void AddParts();
  void PutBack();
  void MarkReaders(int32_t slot);
  void Evaluate(uint32_t expression, Evaluation* evaluation);
  void ChooseParts(uint32_t node);
  void Describe(uint32_t program, Evaluation* evaluation);
  void MarkProgramsThatName(uint32_t condition);
  void ShowValue(uint32_t node, std::string_view text);
  void Flip(uint32_t node);
  ListView<Place> PlacesOf(uint32_t expression) const {
    const uint32_t begin = place_begins_[expression];
    return {places_.data() + begin, place_begins_[expression + 1] - begin};
  }
  ListView<uint32_t> ReadersOf(int32_t slot) const {
    const uint32_t begin = reader_begins_[static_cast<size_t>(slot)];
    return {readers_.data() + begin, reader_begins_[static_cast<size_t>(slot) + 1] - begin};
  }
  NamedReasons Reasons() const { return {first_condition_slot_, condition_reasons_}; }
  expr::TraceView TraceOf(uint32_t program) const {
    const uint32_t begin = begins_[program];
    return {nodes_.data() + begin, begins_[program + 1] - begin, expressions_.values()};
  }

  std::vector<const expr::Program*> programs_;
  uint32_t conditions_ = 0, policies_ = 0;  // how many
  int32_t first_condition_slot_ = 0;
  std::vector<uint32_t> condition_order_;  // by program of a condition: its index
  std::vector<expr::TraceNode> nodes_;     // of one program after another
  std::vector<uint32_t> begins_;           // in `nodes_`, by program; and one more
  expr::Expressions expressions_;
  std::vector<expr::TraceValue> baseline_values_;  // by expression
  std::vector<uint32_t> place_begins_;             // in `places_`, by expression; and one more
  std::vector<Place> places_;
  std::vector<uint32_t> reader_begins_;  // in `readers_`, by slot; and one more
  std::vector<uint32_t> readers_;        // expressions
  std::vector<ExplainedPart> parts_;     // as the nodes of policies, from `first_part_` on
  uint32_t first_part_ = 0, part_count_ = 0;
  std::vector<Judgement> judgements_, baseline_judgements_;  // by program
  std::vector<std::string_view> condition_reasons_;          // by condition
  TextArena baseline_texts_, changed_texts_;
  TextArena* texts_ = nullptr;  // one of these

  Marks marked_expressions_, marked_programs_;
  Marks choosers_;                       // nodes, of which other parts than before may be reached
  std::vector<uint32_t> evaluated_;      // expressions, of which some may have no other value
  std::vector<uint32_t> flipped_nodes_;  // that were evaluated, or were not, in the baseline
  std::vector<uint32_t> described_;      // programs
  expr::Trace trace_;
  NearMiss near_miss_;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_JUDGEMENTS_H_
