#include "engine/explain_service.h"

#include <utility>

#include "engine/near_miss.h"
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
                   Evaluation* evaluation,
                   const std::function<std::string(int32_t)>& why_not_condition, Explanation* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        now_(now),
        evaluation_(*evaluation),
        why_not_condition_(why_not_condition),
        out_(*out) {}

  void Run() {
    for (const ruleset::ContactKindEntry& kind : tables_.service.contact_kinds) {
      ExplainedNeed e = Of(kind);
      Judge(*kind.when, &e);
      out_.contact_kinds.push_back(std::move(e));
    }
    for (const ruleset::NeedEntry& need : tables_.service.needs) Need(need);
    for (const QuestionRecord& question : conversation_.questions.questions) {
      out_.questions.push_back({question.turn, question.begin, question.end,
                                TextOf(question.turn, question.begin, question.end),
                                NameOf(question.how), question.taken_up_by});
    }
    for (Index p = 0; p < tables_.service.promises.size(); ++p) {
      const PromiseSum& sum = conversation_.sums.promises[p];
      if (sum.turn < 0) continue;
      const HitRecord& hit = conversation_.hits[sum.hit];
      out_.promises.push_back({std::string(tables_.service.promises[p].id), sum.turn,
                               TextOf(sum.turn, hit.begin, hit.end),
                               PromiseStateName(StateOf(sum, now_)), sum.says_when, sum.due,
                               sum.kept_by});
    }
  }

 private:
  std::string TextOf(int32_t turn, uint32_t begin, uint32_t end) const {
    const TurnRecord& record = conversation_.turns[static_cast<size_t>(turn)];
    return std::string(conversation_.turn_text(record).substr(begin, end - begin));
  }

  template <typename Entry>
  ExplainedNeed Of(const Entry& entry) const {
    ExplainedNeed e;
    e.id = entry.id;
    e.label = entry.label;
    for (const Index action : entry.playbook) {
      e.playbook.emplace_back(tables_.actions[action].id);
    }
    return e;
  }

  void Judge(const expr::Program& when, ExplainedNeed* e) {
    e->when = when.source();
    std::vector<expr::TraceNode> trace;
    const expr::Value value =
        when.Trace(evaluation_.slots(), evaluation_.network.scratch(), &trace);
    e->outcome = value.is_true()    ? Outcome::kTrue
                 : value.is_false() ? Outcome::kFalse
                 : value.is_error() ? Outcome::kError
                                    : Outcome::kUnknown;
    e->why_not = DescribeNearMiss(e->when, trace, why_not_condition_);
  }

  void Need(const ruleset::NeedEntry& need) {
    ExplainedNeed e = Of(need);
    for (const Index cue : need.cues) {
      if (conversation_.sums.hit_totals[cue] > 0) e.cues.emplace_back(tables_.cues[cue].id);
    }
    e.outcome = Outcome::kTrue;
    if (need.when != nullptr) Judge(*need.when, &e);
    if (!need.cues.empty() && e.cues.empty()) {
      e.outcome = Outcome::kFalse;
      e.why_not = "none of its cues is hit";
    }
    out_.needs.push_back(std::move(e));
  }

  const ConversationState& conversation_;
  const ruleset::Tables& tables_;
  const std::optional<Time> now_;
  Evaluation& evaluation_;
  const std::function<std::string(int32_t)>& why_not_condition_;
  Explanation& out_;
};

}  // namespace

void ExplainService(const ConversationState& conversation, std::optional<Time> now,
                    Evaluation* evaluation,
                    const std::function<std::string(int32_t)>& why_not_condition,
                    Explanation* out) {
  ServiceExplainer(conversation, now, evaluation, why_not_condition, out).Run();
}

}  // namespace rapport::engine
