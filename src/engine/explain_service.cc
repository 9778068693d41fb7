// Kinds of contact, needs, questions and promises.

#include "engine/conversation_state.h"
#include "engine/explanation_state.h"
#include "engine/promises.h"

namespace rapport::engine {
namespace {

using ruleset::Index;

const char* NameOf(TakenUp how) {
  switch (how) {
    case TakenUp::kOpen:
      return "open";
    case TakenUp::kSharedWord:
      return "shared_word";
    case TakenUp::kYesNo:
      return "yes_no";
    case TakenUp::kFigure:
      return "figure";
    case TakenUp::kStatements:
      return "statements";
    case TakenUp::kForgotten:
      return "forgotten";
  }
  return "unknown";
}

class ServiceExplainer {
 public:
  ServiceExplainer(const ConversationState& conversation, std::optional<Time> now,
                   ExplanationState* out)
      : conversation_(conversation), tables_(*conversation.tables), now_(now), out_(*out) {}

  void Run() {
    ContactKinds();
    Needs();
    Questions();
    Promises();
  }

 private:
  std::string_view TextOf(int32_t turn, uint32_t begin, uint32_t end) const {
    return out_.turns[static_cast<size_t>(turn)].text.substr(begin, end - begin);
  }

  void Judge(uint32_t program, ExplainedNeed* e) const {
    const Judgement& judgement = out_.judgements.of(program);
    e->outcome = judgement.outcome;
    e->why_not = judgement.why_not;
  }

  void ContactKinds() {
    uint32_t program = tables_.first_kind_program();
    for (ExplainedNeed& e : out_.contact_kinds) Judge(program++, &e);
  }

  void Needs() {
    const ruleset::ServiceTables& service = tables_.service;
    uint32_t program = tables_.first_need_program();
    for (size_t n = 0; n < service.needs.size(); ++n) {
      const ruleset::NeedEntry& need = service.needs[n];
      ExplainedNeed& e = out_.needs[n];
      e.outcome = Outcome::kTrue;
      e.why_not = {};
      const size_t first = out_.need_cues.size();
      for (const Index cue : need.cues) {
        if (conversation_.sums.hit_totals[cue] > 0) out_.need_cues.push_back(tables_.cues[cue].id);
      }
      const size_t hit = out_.need_cues.size() - first;
      out_.need_cue_ranges.push_back({first, hit});
      if (need.when != nullptr) Judge(program++, &e);
      if (!need.cues.empty() && hit == 0) {
        e.outcome = Outcome::kFalse;
        e.why_not = "none of its cues is hit";
      }
    }
    for (size_t n = 0; n < out_.needs.size(); ++n) {
      out_.needs[n].cues = View(out_.need_cues, out_.need_cue_ranges[n]);
    }
  }

  void Questions() {
    for (const QuestionRecord& question : conversation_.questions.questions) {
      ExplainedQuestion& e = Append(&out_.questions);
      e.turn = question.turn;
      e.begin = question.begin;
      e.end = question.end;
      e.text = TextOf(question.turn, question.begin, question.end);
      e.state = NameOf(question.how);
      e.taken_up_by = question.taken_up_by;
    }
  }

  void Promises() {
    for (Index p = 0; p < tables_.service.promises.size(); ++p) {
      const PromiseSum& sum = conversation_.sums.promises[p];
      if (sum.turn < 0) continue;
      const HitRecord& hit = conversation_.hits[sum.hit];
      ExplainedPromise& e = Append(&out_.promises);
      e.id = tables_.service.promises[p].id;
      e.turn = sum.turn;
      e.text = TextOf(sum.turn, hit.begin, hit.end);
      e.state = PromiseStateName(StateOf(sum, now_));
      e.says_when = sum.says_when;
      e.due = sum.due;
      e.kept_by = sum.kept_by;
    }
  }

  const ConversationState& conversation_;
  const ruleset::Tables& tables_;
  const std::optional<Time> now_;
  ExplanationState& out_;
};

}  // namespace

void ExplainService(const ConversationState& conversation, std::optional<Time> now,
                    ExplanationState* out) {
  ServiceExplainer(conversation, now, out).Run();
}

}  // namespace rapport::engine
