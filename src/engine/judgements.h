#ifndef RAPPORT_ENGINE_JUDGEMENTS_H_
#define RAPPORT_ENGINE_JUDGEMENTS_H_

// What explanations say of conditions, policies, kinds of contact and needs: how each came out, why
// it did not hold, and of policies the values of their parts.
//
// Most of it is in one case as it was in the last. So all are traced once, in the first. In a case,
// the expressions that read a slot which shows another value than in the last
// are evaluated anew, and then those whose parts came out otherwise. Programs where one of them
// stands, and those that name such a condition, are described anew. Of conditions that is done only
// when one that is described names them as what keeps it from being true; expressions that stand
// nowhere else wait till then too.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/marks.h"
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
  // Judges the first `programs` of them, and conditions under which protocols go on.
  void TakeUp(uint32_t programs, Evaluation* evaluation);
  bool has_taken_up() const { return !programs_.empty(); }
  // By an evaluation of these rules with every program evaluated. Texts from before are gone.
  void Judge(Evaluation* evaluation);
  // Of such a condition of a protocol, by the evaluation that was judged last and now shows what
  // the protocol knows of itself.
  std::string_view WhyNot(const expr::Program& transition, Evaluation* evaluation);

  const Judgement& of(uint32_t program) const { return judgements_[program]; }
  // Good until TakeUp(); their values change with Judge().
  ListView<ExplainedPart> parts(ruleset::Index policy) const {
    const Traced& own = programs_[conditions_ + policy];
    return {parts_.data() + (own.begin - first_part_), own.end - own.begin};
  }

 private:
  // Where an expression stands.
  struct Place {
    uint32_t node, program;
    uint32_t whole;  // the expression that it is a part of
  };
  static constexpr uint32_t kNone = UINT32_MAX;

  // A program, and what is the same of it in all cases.
  struct Traced {
    const expr::Program* program;
    std::string_view source;
    uint32_t begin, end;  // in `nodes_`
    bool is_whole;        // Program::IsWhole()
  };

  void Add(const expr::Program* program, Evaluation* evaluation);
  void ListPlaces();
  void ListReaders(int32_t slots);
  void AddParts();
  void MoveTexts();
  void ShowSlot(int32_t slot, const Evaluation& evaluation);
  void MarkExpression(uint32_t expression);
  void EvaluateMarked(Evaluation* evaluation);
  void Evaluate(uint32_t expression, Evaluation* evaluation);
  void EvaluateWaiting(uint32_t program, Evaluation* evaluation);
  void ChooseParts(uint32_t node);
  void MarkProgramsThatName(uint32_t program);
  void FindLeaves(uint32_t program);
  std::string_view Describe(uint32_t program, size_t leaves_begin, size_t leaves_end);
  void DescribeFound(Evaluation* evaluation);
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
    const Traced& own = programs_[program];
    return {nodes_.data() + own.begin, own.end - own.begin, expressions_.values()};
  }

  std::vector<Traced> programs_;  // of the network, then of transitions
  uint32_t conditions_ = 0, policies_ = 0, network_programs_ = 0;  // how many
  int32_t first_condition_slot_ = 0;
  std::vector<uint32_t> condition_order_;     // by program of a condition: its index
  std::vector<uint32_t> condition_programs_;  // the other way round
  std::vector<expr::TraceNode> nodes_;        // of one program after another
  expr::Expressions expressions_;
  std::vector<uint32_t> place_begins_;  // in `places_`, by expression; and one more
  std::vector<Place> places_;
  std::vector<uint32_t> reader_begins_;  // in `readers_`, by slot; and one more
  std::vector<uint32_t> readers_;        // expressions
  std::vector<uint32_t> loop_begins_;    // in `loops_`, by slot; and one more
  std::vector<uint32_t> loops_;          // programs with loops, which may read it
  std::vector<ExplainedPart> parts_;     // as the nodes of policies, from `first_part_` on
  uint32_t first_part_ = 0, part_count_ = 0;
  std::vector<Judgement> judgements_;                // by program
  std::vector<std::string_view> condition_reasons_;  // by condition
  std::vector<expr::Value> shown_values_;            // by slot: what the expressions go by
  std::vector<int32_t> shown_slots_;                 // all others show the baseline
  TextArena texts_, moved_texts_;
  size_t left_before_ = 0, most_text_ = 0;  // bytes: TextArena::left(); that a case needed

  Marks marked_expressions_, marked_programs_;
  Marks can_wait_;  // expressions
  Marks choosers_;  // nodes, of which other parts than before may be reached
  // Programs of conditions, of which something else may be to be said than was; and those of them
  // that it must be said of.
  Marks stale_conditions_, needed_conditions_;
  struct Found {
    uint32_t program;
    size_t leaves_begin, leaves_end;  // in `leaves_`
  };
  std::vector<Found> found_;  // conditions behind those that name them
  std::vector<uint32_t> leaves_;
  expr::Trace trace_;
  NearMiss near_miss_;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_JUDGEMENTS_H_
