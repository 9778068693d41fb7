#include "engine/protocols.h"

#include <algorithm>

#include "engine/decision_state.h"
#include "engine/history.h"

namespace rapport::engine {
namespace {

using expr::Value;
using ruleset::Index;
using ruleset::ProtocolEntry;
using ruleset::ProtocolStateEntry;
using ruleset::Tables;

bool Has(const Array<Index>& items, Index item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// Unknown and error do not.
bool Holds(const std::unique_ptr<expr::Program>& condition, Evaluation* evaluation) {
  if (condition == nullptr) return true;
  expr::NetworkState& network = evaluation->network;
  return condition->Evaluate(network.slots(), network.scratch()).is_true();
}

// One turn for one protocol.
class TurnJudge {
 public:
  TurnJudge(const ConversationState& conversation, int32_t turn, const ProtocolEntry& protocol,
            Evaluation* after, ProtocolMemory* memory)
      : conversation_(conversation),
        place_(turn),
        turn_(conversation.turns[static_cast<size_t>(turn)]),
        protocol_(protocol),
        after_(after),
        memory_(*memory) {}

  void Run() {
    const bool by_customer = turn_.by == Speaker::kCustomer;
    if (memory_.state < 0) {
      if (!by_customer || !Starts()) return;
      memory_.state = 0;
      memory_.started_turn = memory_.since_turn = place_;
    } else if (by_customer) {
      memory_.quiet_turns = Find(protocol_.starts_on).turn < 0 ? memory_.quiet_turns + 1 : 0;
    } else {
      NoteFaults();
      NoteSteps();
    }
    Move();
  }

 private:
  // The first hit of one of these cues in the turn, of several in one place the longest.
  Place Find(const Array<Index>& cues) const {
    Place found;
    for (size_t h = turn_.first_hit; h < turn_.first_hit + turn_.hit_count; ++h) {
      const HitRecord& hit = conversation_.hits[h];
      if (hit.status != HitStatus::kCounts || !Has(cues, hit.cue)) continue;
      const bool is_first = found.turn < 0 || hit.begin < found.begin ||
                            (hit.begin == found.begin && hit.end > found.end);
      if (is_first) found = {place_, hit.begin, hit.end};
    }
    return found;
  }

  bool Starts() const {
    if (Find(protocol_.starts_on).turn < 0) return false;
    ShowOwn(protocol_, memory_, after_);
    return Holds(protocol_.starts_when, after_);
  }

  // Judged by the state and the steps before this turn, so that a second warning can be one.
  void NoteFaults() {
    bool shown = false;
    for (Index i = 0; i < protocol_.faults.size(); ++i) {
      const Place place = Find(protocol_.faults[i].by);
      if (place.turn < 0) continue;
      if (!shown) ShowOwn(protocol_, memory_, after_);
      shown = true;
      if (Holds(protocol_.faults[i].when, after_)) memory_.faults.push_back({i, place});
    }
  }

  void NoteSteps() {
    for (size_t i = 0; i < protocol_.steps.size(); ++i) {
      if (memory_.done[i].turn < 0) memory_.done[i] = Find(protocol_.steps[i].done_by);
    }
  }

  // Into the last state that can be entered, once.
  void Move() {
    ShowOwn(protocol_, memory_, after_);
    for (size_t s = protocol_.states.size(); s-- > 0;) {
      const ProtocolStateEntry& state = protocol_.states[s];
      if (static_cast<int32_t>(s) == memory_.state) continue;
      if (!Has(state.from, static_cast<Index>(memory_.state))) continue;
      if (!state.on.empty() && Find(state.on).turn < 0) continue;
      if (!Holds(state.enter_when, after_)) continue;
      memory_.state = static_cast<int32_t>(s);
      memory_.since_turn = place_;
      return;
    }
  }

  const ConversationState& conversation_;
  const int32_t place_;
  const TurnRecord& turn_;
  const ProtocolEntry& protocol_;
  Evaluation* const after_;
  ProtocolMemory& memory_;
};

// Sets out one protocol that has started.
class ProgressWriter {
 public:
  ProgressWriter(const Tables& tables, const ProtocolEntry& protocol, const ProtocolMemory& memory,
                 Evaluation* evaluation, DecisionState* out)
      : tables_(tables), protocol_(protocol), memory_(memory), after_(evaluation), out_(*out) {}

  void Run() {
    const ProtocolStateEntry& state = protocol_.states[static_cast<size_t>(memory_.state)];
    ProtocolProgress progress{
        protocol_.id,         protocol_.label,    state.id, state.label, state.ends,
        memory_.started_turn, memory_.since_turn, {},       {},          {}};
    const Range steps{out_.protocol_steps.size(), 0}, faults{out_.protocol_faults.size(), 0};
    out_.protocol_step_ranges.push_back(steps);
    out_.protocol_fault_ranges.push_back(faults);
    AddSteps(state, &progress.next);
    AddDone(state);
    for (const FaultRecord& fault : memory_.faults) {
      const ruleset::ProtocolFaultEntry& entry = protocol_.faults[fault.fault];
      const Place& place = fault.place;
      out_.protocol_faults.push_back({entry.id, entry.label, place.turn, place.begin, place.end});
    }
    out_.protocol_step_ranges.back().size = out_.protocol_steps.size() - steps.begin;
    out_.protocol_fault_ranges.back().size = out_.protocol_faults.size() - faults.begin;
    out_.protocols.push_back(progress);
  }

 private:
  void Add(Index step, StepStatus status) {
    const ruleset::ProtocolStepEntry& entry = protocol_.steps[step];
    std::string_view action;
    if (entry.action >= 0) action = tables_.actions[static_cast<size_t>(entry.action)].id;
    const Place& place = memory_.done[step];
    out_.protocol_steps.push_back(
        {entry.id, entry.label, action, status, place.turn, place.begin, place.end});
  }

  // Those of the state. What cannot be told to be needless is needed.
  void AddSteps(const ProtocolStateEntry& state, std::string_view* next) {
    ShowOwn(protocol_, memory_, after_);
    for (const Index step : state.steps) {
      const ruleset::ProtocolStepEntry& entry = protocol_.steps[step];
      StepStatus status = StepStatus::kOpen;
      if (memory_.done[step].turn >= 0) {
        status = StepStatus::kDone;
      } else if (!IsNeeded(entry)) {
        status = StepStatus::kNotNeeded;
      } else if (entry.done_by.empty()) {
        status = StepStatus::kThroughout;
      } else if (next->empty() && !state.ends) {
        status = StepStatus::kNext;
        *next = entry.id;
      }
      Add(step, status);
    }
  }

  bool IsNeeded(const ruleset::ProtocolStepEntry& step) {
    if (step.needed_when == nullptr) return true;
    expr::NetworkState& network = after_->network;
    return !step.needed_when->Evaluate(network.slots(), network.scratch()).is_false();
  }

  // Those that were done and that this state does not ask for, as they were done.
  void AddDone(const ProtocolStateEntry& state) {
    const size_t first = out_.protocol_steps.size();
    for (Index step = 0; step < protocol_.steps.size(); ++step) {
      if (memory_.done[step].turn >= 0 && !Has(state.steps, step)) Add(step, StepStatus::kDone);
    }
    const auto begin = out_.protocol_steps.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, out_.protocol_steps.end(), [](const ProtocolStep& a, const ProtocolStep& b) {
      if (a.turn != b.turn) return a.turn < b.turn;
      return a.begin != b.begin ? a.begin < b.begin : a.id < b.id;
    });
  }

  const Tables& tables_;
  const ProtocolEntry& protocol_;
  const ProtocolMemory& memory_;
  Evaluation* const after_;
  DecisionState& out_;
};

}  // namespace

void ResetProtocols(const Tables& tables, std::vector<ProtocolMemory>* memories) {
  memories->resize(tables.protocols.size());
  for (size_t p = 0; p < memories->size(); ++p) {
    ProtocolMemory& memory = (*memories)[p];
    memory.state = -1;
    memory.started_turn = memory.since_turn = memory.quiet_turns = 0;
    memory.done.assign(tables.protocols[p].steps.size(), Place());
    memory.faults.clear();
  }
}

bool MayHaveStarted(const ConversationState& conversation) {
  const Array<uint8_t>& starts = conversation.tables->starts_protocol;
  if (starts.empty()) return false;
  const std::vector<Index>& cues = conversation.sums.cues;
  return std::any_of(cues.begin(), cues.end(), [&](Index cue) { return starts[cue] != 0; });
}

void JudgeProtocols(const ConversationState& conversation, int32_t turn, Evaluation* after,
                    std::vector<ProtocolMemory>* memories) {
  const TurnRecord& record = conversation.turns[static_cast<size_t>(turn)];
  const bool counts = record.by == Speaker::kCustomer || record.by == Speaker::kAgent;
  if (!record.is_public || !counts) return;
  const Tables& tables = *conversation.tables;
  for (size_t p = 0; p < memories->size(); ++p) {
    TurnJudge(conversation, turn, tables.protocols[p], after, &(*memories)[p]).Run();
  }
}

void ShowOwn(const ProtocolEntry& protocol, const ProtocolMemory& memory, Evaluation* evaluation) {
  const pack::SlotLayout& slots = evaluation->tables->slots;
  expr::NetworkState& network = evaluation->network;
  const std::string_view state = memory.state < 0
                                     ? std::string_view("")
                                     : protocol.states[static_cast<size_t>(memory.state)].id;
  network.Set(slots.own_state, Value::String(state));
  network.Set(slots.own_quiet_turns, Value::Int(memory.quiet_turns));
  for (size_t i = 0; i < memory.done.size(); ++i) {
    network.Set(slots.own_done + static_cast<int32_t>(i), Value::Bool(memory.done[i].turn >= 0));
  }
}

void ShowProtocols(const std::vector<ProtocolMemory>& memories, Evaluation* evaluation) {
  const Tables& tables = *evaluation->tables;
  for (size_t p = 0; p < memories.size(); ++p) {
    if (memories[p].state < 0) continue;
    const auto state = static_cast<size_t>(memories[p].state);
    evaluation->network.Set(tables.slots.protocols + static_cast<int32_t>(p),
                            Value::String(tables.protocols[p].states[state].id));
  }
}

void FollowProtocols(const ConversationState& conversation, std::optional<Time> now,
                     DecisionState* out) {
  if (!MayHaveStarted(conversation)) return;
  History& history = out->history;
  Evaluation* after = &history.evaluation;
  if (conversation.turns.size() == 1 && now == conversation.sums.last_at) {
    // The decision's own evaluation is that after the only turn.
    after = &out->evaluation;
    history.is_whole = false;
    ResetProtocols(*conversation.tables, &history.protocols);
    JudgeProtocols(conversation, 0, after, &history.protocols);
  } else {
    ReadHistory(conversation, &history);
  }
  ShowProtocols(history.protocols, &out->evaluation);
  const Tables& tables = *conversation.tables;
  for (size_t p = 0; p < history.protocols.size(); ++p) {
    const ProtocolMemory& memory = history.protocols[p];
    if (memory.state < 0) continue;
    ProgressWriter(tables, tables.protocols[p], memory, after, out).Run();
  }
  for (size_t p = 0; p < out->protocols.size(); ++p) {
    out->protocols[p].steps = View(out->protocol_steps, out->protocol_step_ranges[p]);
    out->protocols[p].faults = View(out->protocol_faults, out->protocol_fault_ranges[p]);
  }
}

}  // namespace rapport::engine
