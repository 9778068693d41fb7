// Protocols: where each stands, and what keeps the last turn from leading further.

#include <algorithm>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "engine/explanation_state.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

class ProtocolExplainer {
 public:
  ProtocolExplainer(const ConversationState& conversation, Evaluation* after, ExplanationState* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        after_(after),
        judgements_(after == &out->evaluation ? out->judgements : out->later_judgements),
        is_judged_(after == &out->evaluation),
        out_(*out) {}

  void Run() {
    for (Index p = 0; p < tables_.protocols.size(); ++p) Protocol(p);
    for (size_t p = 0; p < out_.protocols.size(); ++p) {
      out_.protocols[p].transitions = View(out_.transitions, out_.transition_ranges[p]);
    }
  }

 private:
  void Protocol(Index p) {
    const ruleset::ProtocolEntry& protocol = tables_.protocols[p];
    const ProtocolMemory& memory = out_.history.protocols[p];
    ExplainedProtocol& e = Append(&out_.protocols);
    e.id = protocol.id;
    e.label = protocol.label;
    const size_t first = out_.transitions.size();
    if (memory.state < 0) {
      Transition(memory, protocol, protocol.states[0].id, protocol.starts_on,
                 protocol.starts_when.get());
    } else {
      const auto own = static_cast<Index>(memory.state);
      e.state = protocol.states[own].id;
      for (const ruleset::ProtocolStateEntry& state : protocol.states) {
        const bool is_open = std::count(state.from.begin(), state.from.end(), own) > 0;
        if (!is_open || state.id == e.state) continue;
        Transition(memory, protocol, state.id, state.on, state.enter_when.get());
      }
    }
    out_.transition_ranges.push_back({first, out_.transitions.size() - first});
  }

  void Transition(const ProtocolMemory& memory, const ruleset::ProtocolEntry& protocol,
                  std::string_view to, const Array<Index>& on, const expr::Program* when) {
    ExplainedTransition& e = Append(&out_.transitions);
    e.to = to;
    TextArena& why_not = out_.texts;
    if (!on.empty() && !IsHitInLastTurn(on)) {
      for (const Index cue : on) {
        StrAppend(&why_not, why_not.open_size() == 0 ? "none of " : ", ", tables_.cues[cue].id);
      }
      why_not.append(" in this turn");
    }
    if (when != nullptr) {
      e.when = when->source();
      // What was said of conditions stays true: they know nothing of protocols.
      if (!is_judged_) JudgeLater();
      ShowOwn(protocol, memory, after_);
      const std::string_view reason = judgements_.WhyNot(*when, after_);
      if (why_not.open_size() > 0 && !reason.empty()) why_not.append("; ");
      why_not.append(reason);
    }
    e.why_not = why_not.Finish();
  }

  // Of most explanations that is never asked for.
  void JudgeLater() {
    if (judgements_.has_taken_up()) {
      judgements_.Judge(after_);
    } else {
      judgements_.TakeUp(static_cast<uint32_t>(tables_.conditions.size()), after_);
    }
    is_judged_ = true;
  }

  bool IsHitInLastTurn(const Array<Index>& cues) const {
    if (conversation_.turns.empty()) return false;
    const TurnRecord& turn = conversation_.turns.back();
    for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
      const HitRecord& hit = conversation_.hits[h];
      const bool counts = turn.is_public && hit.status == HitStatus::kCounts;
      if (counts && std::count(cues.begin(), cues.end(), hit.cue) > 0) return true;
    }
    return false;
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  Evaluation* const after_;
  Judgements& judgements_;
  bool is_judged_;
  ExplanationState& out_;
};

}  // namespace

void ExplainProtocols(const ConversationState& conversation, Evaluation* after,
                      ExplanationState* out) {
  ProtocolExplainer(conversation, after, out).Run();
}

}  // namespace rapport::engine
