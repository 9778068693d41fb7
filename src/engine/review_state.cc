#include "engine/review_state.h"

#include <algorithm>

#include "pack/reply_signals.h"

namespace rapport::engine {

using expr::Value;
using pack::ReplySignalId;
using ruleset::Index;

bool ReadsReply(const expr::Program& program, int32_t first_reply_slot) {
  const Array<int32_t>& read = program.slots();
  return !read.empty() && read.back() >= first_reply_slot;
}

bool ReviewState::Knows(const ConversationState& state, std::optional<Time> time) const {
  return conversation == state.identity && resets == state.resets &&
         facts == state.facts.version() && overrides == state.overrides.version() &&
         turns == state.turns.size() && acknowledgements == state.acknowledgements && now == time &&
         rules == state.rules;
}

void ReviewState::TakeUp(const ConversationState& state, const DecisionState& decided,
                         std::optional<Time> time) {
  const ruleset::Tables& tables = *state.tables;
  conversation.reset();  // until all is taken up
  if (rules != state.rules) {
    layout = pack::ReviewLayout::Of(tables.slots);
    first_of_cue.assign(tables.cues.size(), -1);
    cues_hit.clear();
    cues_hit.reserve(tables.cues.size());  // Read() cannot fail between the two
    reading.remembers = true;
    reading.memory.Forget();
    rules = state.rules;  // last, since memory may run out above
  }
  const std::vector<Value>& known = decided.evaluation.slots();
  slots.assign(known.begin(), known.end());
  slots.resize(static_cast<size_t>(layout.signals));
  slots.resize(static_cast<size_t>(layout.count), Value::Int(0));
  cues_hit.clear();
  std::fill(first_of_cue.begin(), first_of_cue.end(), -1);

  FindNames(state);
  const auto signal = [this](ReplySignalId id) -> Value& {
    return slots[static_cast<size_t>(layout.signals) + static_cast<size_t>(id)];
  };
  signal(ReplySignalId::kIsFirst) = Value::Bool(state.sums.agent_turns == 0);
  signal(ReplySignalId::kNameKnown) = Value::Bool(name_count > 0);
  SetOutFindings(tables);

  resets = state.resets;
  facts = state.facts.version();
  overrides = state.overrides.version();
  turns = state.turns.size();
  acknowledgements = state.acknowledgements;
  now = time;
  conversation = state.identity;
}

// What a reply cannot change is said here, once.
void ReviewState::SetOutFindings(const ruleset::Tables& tables) {
  findings.clear();
  live.clear();
  for (Index i = 0; i < tables.checks.size(); ++i) {
    const ruleset::CheckEntry& check = tables.checks[i];
    Finding finding{};
    finding.check = check.id;
    finding.label = check.label;
    finding.is_fatal = check.is_fatal;
    finding.weight = check.weight;
    finding.result = CheckResult::kNotApplicable;
    if (check.applies_when == nullptr || ReadsReply(*check.applies_when, layout.signals)) {
      live.push_back(i);
    } else if (const Value value = check.applies_when->Evaluate(slots, &scratch); value.is_true()) {
      live.push_back(i);
    } else {
      finding.is_undetermined = !value.is_false();
    }
    findings.push_back(finding);
  }
}

// The first word of what the host told counts: "Mary Ann" is called Mary.
void ReviewState::FindNames(const ConversationState& state) {
  name_count = 0;
  const auto add = [this](std::string_view name) {
    if (name.empty()) return;
    if (name_count == names.size()) names.emplace_back();
    names[name_count++].assign(name);
  };
  for (const Index fact : state.tables->name_facts) {
    const Value& value = state.facts.value(fact);
    if (value.kind() != expr::ValueKind::kString) continue;
    state.tables->tokenizer->Tokenize(value.as_string(), text::Format::kText, &reading.tokens);
    for (const text::Token& token : reading.tokens.tokens()) {
      if (token.kind != text::TokenKind::kWord) continue;
      add(token.key);
      break;
    }
  }
  add(state.heard_name);
}

void ReviewState::Read(const ConversationState& state, const Turn& reply,
                       std::optional<Time> time) {
  const ruleset::Tables& tables = *state.tables;
  for (const Index cue : cues_hit) {
    first_of_cue[cue] = -1;
    slots[static_cast<size_t>(layout.cues) + cue] = Value::Int(0);
  }
  cues_hit.clear();
  hits.clear();
  const std::string_view text = CutAtCharacter(reply.text, state.limits.turn_bytes);
  tables.tokenizer->Tokenize(text, static_cast<text::Format>(reply.format), &reading.tokens);
  FindHits(tables, ruleset::kAgentPhrases, &reading, &hits);
  ReadReply(tables, reading.tokens, reading.marks, &content);
  counts = TurnRecord();
  CountTokens(reading.tokens, &counts);
  counts.caps_known = reply.format != TextFormat::kTranscript && counts.letters >= kLettersForCaps;
  int64_t count = 0;
  for (size_t i = 0; i < hits.size(); ++i) {
    if (hits[i].status != HitStatus::kCounts) continue;
    const Index cue = hits[i].cue;
    if (first_of_cue[cue] < 0) {
      first_of_cue[cue] = static_cast<int32_t>(i);
      cues_hit.push_back(cue);
      count = 0;
    }
    slots[static_cast<size_t>(layout.cues) + cue] = Value::Int(++count);
  }
  SetReplySlots(state, time);
}

void ReviewState::SetReplySlots(const ConversationState& state, std::optional<Time> time) {
  const auto set = [this](ReplySignalId id, Value value) {
    slots[static_cast<size_t>(layout.signals) + static_cast<size_t>(id)] = value;
  };
  const auto unknown = [this](ReplySignalId id) {
    return Value::Unknown(layout.signals + static_cast<int32_t>(id));
  };
  set(ReplySignalId::kWords, Value::Int(counts.words));
  set(ReplySignalId::kSentences, Value::Int(counts.sentences));
  set(ReplySignalId::kQuestions, Value::Int(counts.questions));
  set(ReplySignalId::kExclamations, Value::Int(counts.exclamations));
  set(ReplySignalId::kNumbers, Value::Int(counts.numbers));
  set(ReplySignalId::kEmoji, Value::Int(counts.emoji));
  set(ReplySignalId::kCapsRatio, counts.caps_known
                                     ? Value::Double(static_cast<double>(counts.upper_letters) /
                                                     static_cast<double>(counts.letters))
                                     : unknown(ReplySignalId::kCapsRatio));
  int64_t links = 0;
  bool uses_name = false;
  for (const text::Token& token : reading.tokens.tokens()) {
    links += token.kind == text::TokenKind::kLink || token.kind == text::TokenKind::kEmail;
    for (size_t i = 0; i < name_count; ++i) uses_name |= token.key == names[i];
  }
  set(ReplySignalId::kLinks, Value::Int(links));
  set(ReplySignalId::kUsesName, Value::Bool(uses_name));
  const QuestionLog& log = state.questions;
  const int32_t asked = log.open;
  int32_t unanswered = 0;
  for (size_t i = log.first_followed; i < log.questions.size() && asked > 0; ++i) {
    const QuestionRecord& question = log.questions[i];
    if (question.how != TakenUp::kOpen) continue;
    unanswered += HowTakenUp(log, question, content, asked) == TakenUp::kOpen ? 1 : 0;
  }
  set(ReplySignalId::kAsked, Value::Int(asked));
  set(ReplySignalId::kUnanswered, Value::Int(unanswered));
  set(ReplySignalId::kSharedWords, Value::Int(SharedWords(log, content)));
  Value wait = unknown(ReplySignalId::kWait);
  if (!state.sums.waiting) {
    wait = Value::DurationMicros(0);
  } else if (time && state.sums.waiting_since) {
    wait = Value::DurationMicros(
        std::max(*time - *state.sums.waiting_since, Duration::zero()).count());
  }
  set(ReplySignalId::kWait, wait);
}

}  // namespace rapport::engine
