#ifndef RAPPORT_TESTS_ENGINE_NAIVE_PROTOCOLS_H_
#define RAPPORT_TESTS_ENGINE_NAIVE_PROTOCOLS_H_

// How far protocols have got, in the plainest code: part of naive_decision.h.

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "naive_judgement.h"

namespace rapport::engine {

// Protocols, read again from the first turn.
class NaiveProtocols {
 public:
  explicit NaiveProtocols(const ConversationState& state)
      : tables_(*state.tables), state_(state), kept_(tables_.protocols.size()) {
    states_.emplace_back(kept_.size(), "");
    for (size_t t = 0; t < state.turns.size(); ++t) {
      Judgement after(state, t + 1, std::nullopt, true, states_.back());
      for (size_t p = 0; p < kept_.size(); ++p) Read(t, tables_.protocols[p], &kept_[p], &after);
      states_.push_back(states_.back());
      for (size_t p = 0; p < kept_.size(); ++p) states_.back()[p] = kept_[p].state;
      if (t + 1 == state.turns.size()) Describe(&after);
    }
  }

  const std::vector<std::string_view>& StatesAfter(size_t turns) const { return states_[turns]; }
  const std::vector<std::string>& Lines() const { return lines_; }

 private:
  struct Kept {
    std::string_view state;
    size_t started = 0, since = 0;
    int64_t quiet = 0;
    std::map<Index, std::string> done;                            // by step: turn, begin and end
    std::vector<std::tuple<size_t, uint32_t, Index>> done_order;  // turn, begin, step
    std::vector<std::string> faults;
  };

  // "turn begin end" of the earliest and longest hit of one of these; empty for none.
  std::string Said(size_t t, const Array<Index>& cues, uint32_t* at = nullptr) const {
    const TurnRecord& turn = state_.turns[t];
    std::vector<std::pair<uint32_t, int64_t>> found;  // begin, minus end
    for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
      const HitRecord& hit = state_.hits[h];
      if (hit.status != HitStatus::kCounts) continue;
      if (std::count(cues.begin(), cues.end(), hit.cue) == 0) continue;
      found.emplace_back(hit.begin, -int64_t{hit.end});
    }
    if (found.empty()) return "";
    const auto [begin, end] = *std::min_element(found.begin(), found.end());
    if (at != nullptr) *at = begin;
    return StrCat(t, " ", begin, " ", -end);
  }

  // The value of a condition that sees the protocol as it is.
  Value Evaluate(const std::unique_ptr<expr::Program>& condition, const Kept& kept,
                 Judgement* after) const {
    if (condition == nullptr) return Value::Bool(true);
    after->Slot(tables_.slots.own_state, 0) = Value::String(kept.state);
    after->Slot(tables_.slots.own_quiet_turns, 0) = Value::Int(kept.quiet);
    for (int32_t slot = tables_.slots.own_done; slot < tables_.slots.count; ++slot) {
      const auto step = static_cast<Index>(slot - tables_.slots.own_done);
      after->Slot(slot, 0) = Value::Bool(kept.done.count(step) > 0);
    }
    return after->Evaluate(*condition).value;
  }

  void Read(size_t t, const ruleset::ProtocolEntry& protocol, Kept* kept, Judgement* after) const {
    const TurnRecord& turn = state_.turns[t];
    if (!turn.is_public) return;
    const bool sets_off = !Said(t, protocol.starts_on).empty();
    if (turn.by == Speaker::kCustomer && kept->state.empty()) {
      if (!sets_off || !Evaluate(protocol.starts_when, *kept, after).is_true()) return;
      kept->state = protocol.states[0].id;
      kept->started = kept->since = t;
    } else if (kept->state.empty()) {
      return;
    } else if (turn.by == Speaker::kCustomer) {
      kept->quiet = sets_off ? 0 : kept->quiet + 1;
    } else if (turn.by == Speaker::kAgent) {
      const Kept before = *kept;
      for (const ruleset::ProtocolFaultEntry& fault : protocol.faults) {
        const std::string said = Said(t, fault.by);
        if (said.empty() || !Evaluate(fault.when, before, after).is_true()) continue;
        kept->faults.push_back(StrCat("  fault ", fault.id, " ", fault.label, " ", said));
      }
      for (Index s = 0; s < protocol.steps.size(); ++s) {
        uint32_t begin = 0;
        const std::string said = Said(t, protocol.steps[s].done_by, &begin);
        if (said.empty() || !kept->done.emplace(s, said).second) continue;
        kept->done_order.emplace_back(t, begin, s);
      }
    } else {
      return;
    }
    std::string_view to;
    for (const ruleset::ProtocolStateEntry& state : protocol.states) {
      bool may = false;
      for (Index from : state.from) may = may || protocol.states[from].id == kept->state;
      const bool said = state.on.empty() || !Said(t, state.on).empty();
      if (!may || !said || state.id == kept->state) continue;
      if (Evaluate(state.enter_when, *kept, after).is_true()) to = state.id;
    }
    if (to.empty()) return;
    kept->state = to;
    kept->since = t;
  }

  void Describe(Judgement* after) {
    for (size_t p = 0; p < kept_.size(); ++p) {
      const ruleset::ProtocolEntry& protocol = tables_.protocols[p];
      Kept& kept = kept_[p];
      if (kept.state.empty()) continue;
      const auto state =
          std::find_if(protocol.states.begin(), protocol.states.end(),
                       [&](const ruleset::ProtocolStateEntry& s) { return s.id == kept.state; });
      std::vector<std::string> steps;
      std::string_view next;
      const auto add = [&](Index s, std::string_view status) {
        const ruleset::ProtocolStepEntry& step = protocol.steps[s];
        steps.push_back(
            StrCat("  step ", step.id, " ", step.label, " ",
                   step.action < 0 ? "" : tables_.actions[static_cast<size_t>(step.action)].id, " ",
                   status, " ", kept.done.count(s) > 0 ? kept.done[s] : "-1 0 0"));
      };
      for (Index s : state->steps) {
        const ruleset::ProtocolStepEntry& step = protocol.steps[s];
        if (kept.done.count(s) > 0) {
          add(s, "done");
        } else if (Evaluate(step.needed_when, kept, after).is_false()) {
          add(s, "not_needed");
        } else if (step.done_by.empty()) {
          add(s, "throughout");
        } else if (next.empty() && !state->ends) {
          next = step.id;
          add(s, "next");
        } else {
          add(s, "open");
        }
      }
      std::sort(kept.done_order.begin(), kept.done_order.end());
      for (const auto& done : kept.done_order) {
        const Index step = std::get<2>(done);
        if (std::count(state->steps.begin(), state->steps.end(), step) == 0) add(step, "done");
      }
      lines_.push_back(StrCat("protocol ", protocol.id, " ", protocol.label, " ", kept.state, " ",
                              state->label, state->ends ? " ended " : " ", kept.started, " ",
                              kept.since, " next ", next));
      lines_.insert(lines_.end(), steps.begin(), steps.end());
      lines_.insert(lines_.end(), kept.faults.begin(), kept.faults.end());
    }
  }

  const Tables& tables_;
  const ConversationState& state_;
  std::vector<Kept> kept_;
  std::vector<std::vector<std::string_view>> states_;  // after so many turns, by protocol
  std::vector<std::string> lines_;
};

}  // namespace rapport::engine

#endif  // RAPPORT_TESTS_ENGINE_NAIVE_PROTOCOLS_H_
