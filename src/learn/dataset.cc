#include "learn/dataset.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "engine/evaluation.h"
#include "learn/pack_tests.h"
#include "phrase/terms.h"
#include "ruleset/tables.h"

namespace rapport::learn {
namespace {

using engine::HitStatus;

constexpr float kMilli = 0.001f;

template <typename Text>
int32_t IndexOf(std::string_view id, const std::vector<Text>& ids) {
  const auto at = std::find(ids.begin(), ids.end(), id);
  return at == ids.end() ? -1 : static_cast<int32_t>(at - ids.begin());
}

bool IsLabelled(const Example& example) {
  return example.persona >= 0 || std::any_of(example.levels.begin(), example.levels.end(),
                                             [](int32_t level) { return level >= 0; });
}

uint64_t HashOfTexts(const engine::ConversationState& state) {
  uint64_t hash = kHashStart;
  for (const engine::TurnRecord& turn : state.turns) hash = Hash(state.turn_text(turn), hash);
  return hash;
}

}  // namespace

// What is known of a conversation at its last turn, for one decay.
struct DatasetBuilder::Values {
  engine::Evaluation evaluation;
  text::TokenizedText text;
  std::vector<Milli> counts;                       // by cue
  std::vector<std::pair<uint32_t, double>> terms;  // decayed occurrences, by feature, unsorted
  std::vector<std::vector<uint32_t>> turn_terms;   // by customer turn
  std::vector<uint32_t> turn_words;
};

DatasetBuilder::DatasetBuilder(std::shared_ptr<const RuleSet> rules, std::vector<Milli> decays)
    : rules_(std::move(rules)), values_(std::make_unique<Values>()) {
  const ruleset::Tables& tables = rules_->tables();
  for (const auto& persona : tables.personas) data_.personas.emplace_back(persona.id);
  for (const auto& scale : tables.scales) data_.scales.emplace_back(scale.id);
  for (const auto& cue : tables.cues) data_.evidence.emplace_back(cue.id);
  for (const auto& condition : tables.conditions) data_.evidence.emplace_back(condition.id);
  data_.decays = std::move(decays);
  data_.rows.resize(data_.decays.size());
}
DatasetBuilder::~DatasetBuilder() = default;

Status DatasetBuilder::SetLabels(const record::Label& label, Example* example) const {
  if (!label.persona.empty()) {
    example->persona = IndexOf(label.persona, data_.personas);
    if (example->persona < 0) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("label.persona: the pack has no persona '", label.persona, "'"));
    }
  }
  const auto set = [&](std::string_view scale, int32_t level) {
    const int32_t index = IndexOf(scale, data_.scales);
    if (index < 0) return Status();
    const size_t levels = rules_->tables().scales[static_cast<size_t>(index)].levels.size();
    if (level < 0 || static_cast<size_t>(level) >= levels) {
      return Status(StatusCode::kInvalidArgument,
                    StrCat("label: scale '", scale, "' has no level ", level));
    }
    example->levels[static_cast<size_t>(index)] = level;
    return Status();
  };
  if (label.hostility) {
    if (Status s = set("hostility", *label.hostility); !s.ok()) return s;
  }
  if (label.escalate) return set("escalation_need", *label.escalate ? 1 : 0);
  return Status();
}

Status DatasetBuilder::Add(const record::Record& record, const Conversation& conversation,
                           std::optional<Time> now) {
  Example example;
  example.levels.assign(data_.scales.size(), -1);
  if (record.label) {
    if (Status s = SetLabels(*record.label, &example); !s.ok()) return s;
  }
  if (!IsLabelled(example)) {
    ++unlabelled_;
    return Status();
  }
  example.id = std::string(record.id);
  example.source = std::string(record.source);
  example.text_hash = HashOfTexts(conversation.state());
  data_.examples.push_back(std::move(example));
  AddValues(conversation, now);
  return Status();
}

void DatasetBuilder::AddTests(const pack::Pack& pack, double weight) {
  Conversation conversation(rules_);
  for (const pack::Test& test : pack.tests) {
    Example example;
    example.levels.assign(data_.scales.size(), -1);
    if (test.expect.persona) example.persona = IndexOf(*test.expect.persona, data_.personas);
    for (const auto& [scale, level] : test.expect.scales) {
      const int32_t index = IndexOf(scale, data_.scales);
      if (index < 0) continue;
      const std::vector<std::string_view>& names =
          rules_->tables().scales[static_cast<size_t>(index)].levels;
      const int32_t by_name = IndexOf(level, names);
      example.levels[static_cast<size_t>(index)] =
          by_name >= 0 ? by_name : static_cast<int32_t>(level[0] - '0');
    }
    // Where there are facts, they may decide, and not the words.
    if (test.facts.empty() && (test.expect.escalates_to || test.expect.escalates)) {
      const bool escalates =
          test.expect.escalates_to ? !test.expect.escalates_to->empty() : *test.expect.escalates;
      const int32_t index = IndexOf("escalation_need", data_.scales);
      if (index >= 0) example.levels[static_cast<size_t>(index)] = escalates ? 1 : 0;
    }
    if (!IsLabelled(example) || SetUpTest(test, &conversation)) continue;
    example.id = test.name;
    example.weight = weight;
    example.is_pack_test = true;
    data_.examples.push_back(std::move(example));
    AddValues(conversation, test.now);
  }
}

uint32_t DatasetBuilder::TermFeature(std::string_view first, std::string_view second) {
  std::string term(first);
  if (!second.empty()) StrAppend(&term, " ", second);
  const auto [at, is_new] =
      term_ids_.emplace(std::move(term), static_cast<uint32_t>(data_.terms.size()));
  if (is_new) {
    data_.terms.push_back(at->first);
    data_.term_examples.push_back(0);
  }
  return at->second + static_cast<uint32_t>(data_.evidence.size());
}

// The terms of each turn, once.
void DatasetBuilder::FindTerms(const engine::ConversationState& state) {
  Values& v = *values_;
  v.turn_terms.resize(state.turns.size());
  v.turn_words.assign(state.turns.size(), 0);
  for (size_t t = 0; t < state.turns.size(); ++t) {
    std::vector<uint32_t>& terms = v.turn_terms[t];
    terms.clear();
    const engine::TurnRecord& turn = state.turns[t];
    if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
    state.tables->tokenizer->Tokenize(state.turn_text(turn), text::Format::kText, &v.text);
    std::string_view last;
    phrase::ForEachTermWord(v.text, [&](std::string_view key, uint32_t token, bool starts) {
      if (!starts) NoteSpelling(key, v.text.tokens()[token]);
      if (starts && !last.empty()) terms.push_back(TermFeature(last, phrase::kSentenceBound));
      terms.push_back(TermFeature(starts ? phrase::kSentenceBound : last, key));
      terms.push_back(TermFeature(key, {}));
      last = key;
      ++v.turn_words[t];
    });
    if (!last.empty()) terms.push_back(TermFeature(last, phrase::kSentenceBound));
  }
}

// Counts of cues and terms as they stand after the last turn; returns the words, decayed alike.
double DatasetBuilder::Count(const engine::ConversationState& state, Milli decay) {
  Values& v = *values_;
  v.counts.assign(state.tables->cues.size(), 0);
  v.terms.clear();
  double words = 0;
  bool first = true;
  for (size_t t = 0; t < state.turns.size(); ++t) {
    const engine::TurnRecord& turn = state.turns[t];
    if (!turn.is_public) continue;
    if (turn.by == Speaker::kCustomer && !std::exchange(first, false)) {
      for (Milli& count : v.counts) count = static_cast<Milli>(MultiplyMilli(count, decay));
      for (auto& [term, count] : v.terms) count *= decay * 0.001;
      words *= decay * 0.001;
    }
    for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
      const engine::HitRecord& hit = state.hits[h];
      if (hit.status == HitStatus::kCounts) v.counts[hit.cue] += kOne;
    }
    for (uint32_t term : v.turn_terms[t]) v.terms.emplace_back(term, 1.0);
    words += v.turn_words[t];
  }
  return words;
}

void DatasetBuilder::AddValues(const Conversation& conversation, std::optional<Time> now) {
  const engine::ConversationState& state = conversation.state();
  const size_t cues = state.tables->cues.size();
  Values& v = *values_;
  engine::Evaluate(*state.tables, state.facts, state.sums, state.turns,
                   now ? now : state.sums.last_at, &v.evaluation);
  FindTerms(state);
  for (size_t d = 0; d < data_.decays.size(); ++d) {
    const double words = Count(state, data_.decays[d]);
    Rows& rows = data_.rows[d];
    for (uint32_t e = 0; e < data_.evidence.size(); ++e) {
      const Milli count = e < cues ? v.counts[e] : v.evaluation.Count(state.sums, e);
      if (count > 0) rows.values.push_back({e, static_cast<float>(Saturate(count)) * kMilli});
    }
    std::sort(v.terms.begin(), v.terms.end());
    const double root = std::sqrt(words + engine::kWordsBefore * 0.001);
    for (size_t i = 0; i < v.terms.size();) {
      const uint32_t term = v.terms[i].first;
      double count = 0;
      for (; i < v.terms.size() && v.terms[i].first == term; ++i) count += v.terms[i].second;
      rows.values.push_back({term, static_cast<float>(count / root)});
      if (d == 0) ++data_.term_examples[term - data_.evidence.size()];
    }
    rows.begins.push_back(rows.values.size());
  }
}

void DatasetBuilder::NoteSpelling(std::string_view key, const text::Token& token) {
  if (key.size() < 2 || (token.flags & text::kAllCaps) != 0) return;  // "I" is no name
  Spelling& spelling = spellings_[std::string(key)];
  ++spelling.all;
  spelling.capital += (token.flags & text::kCapitalised) != 0 ? 1 : 0;
}

bool DatasetBuilder::IsLeftOut(std::string_view term) const {
  const std::optional<phrase::TermParts> parts = phrase::SplitTerm(term);
  for (std::string_view word : {parts->first, parts->second}) {
    const std::string key(word);
    if (left_out_.count(key) > 0) return true;
    const auto spelling = spellings_.find(key);
    if (spelling != spellings_.end() && spelling->second.capital * 2 > spelling->second.all) {
      return true;
    }
  }
  return false;
}

Dataset DatasetBuilder::Finish(int32_t min_examples, double most_share) {
  constexpr uint32_t kDropped = 0xFFFFFFFF;
  const auto first = static_cast<uint32_t>(data_.evidence.size());
  const text::Tokenizer& tokenizer = *rules_->tables().tokenizer;
  text::TokenizedText scratch;
  const double most = most_share * static_cast<double>(data_.examples.size());
  std::vector<uint32_t> place(data_.terms.size(), kDropped);
  std::vector<std::string> terms;
  std::vector<int32_t> examples;
  const TextArray& known_terms = rules_->tables().terms.terms;
  std::unordered_set<std::string_view> known;
  for (size_t t = 0; t < known_terms.size(); ++t) known.insert(known_terms[t]);
  for (size_t t = 0; t < data_.terms.size(); ++t) {
    const bool single = data_.terms[t].find(' ') == std::string::npos;
    if (known.count(data_.terms[t]) == 0 &&
        (data_.term_examples[t] < min_examples || (single && data_.term_examples[t] > most) ||
         IsLeftOut(data_.terms[t]) || !phrase::IsHeldAlone(tokenizer, data_.terms[t], &scratch))) {
      continue;
    }
    place[t] = first + static_cast<uint32_t>(terms.size());
    terms.push_back(std::move(data_.terms[t]));
    examples.push_back(data_.term_examples[t]);
  }
  data_.terms = std::move(terms);
  data_.term_examples = std::move(examples);
  for (Rows& rows : data_.rows) {
    Rows kept;
    for (size_t r = 0; r < rows.size(); ++r) {
      for (const Value* v = rows.begin(r); v != rows.end(r); ++v) {
        const uint32_t feature = v->feature < first ? v->feature : place[v->feature - first];
        if (feature != kDropped) kept.values.push_back({feature, v->value});
      }
      kept.begins.push_back(kept.values.size());
    }
    rows = std::move(kept);
  }
  return std::move(data_);
}

}  // namespace rapport::learn
