#include "learn/mine_corpus.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "ruleset/tables.h"
#include "text/breaks.h"

namespace rapport::learn {
namespace {

using text::Entity;
using text::EntityKind;
using text::Token;
using text::TokenKind;

constexpr int64_t kCommonShare = 12;  // a function word is in one of so many records

std::string_view Placeholder(EntityKind kind) {
  switch (kind) {
    case EntityKind::kNumber:
      return "{number}";
    case EntityKind::kMoney:
      return "{money}";
    case EntityKind::kPercent:
      return "{percent}";
    case EntityKind::kDuration:
      return "{duration}";
    case EntityKind::kDate:
      return "{date}";
    case EntityKind::kTime:
      return "{time}";
    case EntityKind::kYear:
      return "{year}";
  }
  return {};
}

// The longest entity that starts at `token`; of two, one that says more than that it is a number.
const Entity* EntityAt(const text::TokenizedText& text, uint32_t token) {
  const Entity* best = nullptr;
  for (const Entity& e : text.entities()) {
    if (e.first_token != token) continue;
    if (best == nullptr || e.end_token > best->end_token ||
        (e.end_token == best->end_token && best->kind == EntityKind::kNumber)) {
      best = &e;
    }
  }
  return best;
}

std::string_view KeyOf(const Token& token) {
  switch (token.kind) {
    case TokenKind::kWord:
    case TokenKind::kHashtag:
    case TokenKind::kEmoji:
      return token.short_key().empty() ? token.key : token.short_key();
    case TokenKind::kNumber:
      return "{number}";
    default:
      return {};
  }
}

}  // namespace

MineCorpus::MineCorpus(std::shared_ptr<const RuleSet> rules) : rules_(std::move(rules)) {
  for (const auto& persona : rules_->tables().personas) personas_.emplace_back(persona.id);
}

uint32_t MineCorpus::WordId(std::string_view key, bool is_placeholder) {
  const auto [at, is_new] =
      word_ids_.emplace(std::string(key), static_cast<uint32_t>(words_.size()));
  if (is_new) {
    MineWord word;
    word.key = at->first;
    word.is_placeholder = is_placeholder;
    words_.push_back(std::move(word));
  }
  return at->second;
}

// `record` is the one that is being added.
void MineCorpus::Note(uint32_t id, const MineRecord& record) {
  MineWord& word = words_[id];
  const auto number = static_cast<uint32_t>(records_.size()) + 1;
  if (word.last_record == number) return;
  word.last_record = number;
  ++word.records;
  if (word.in_source.size() <= record.source) word.in_source.resize(record.source + 1);
  if (!word.in_source[record.source]) ++word.sources;
  word.in_source[record.source] = true;
}

void MineCorpus::AddTurn(std::string_view text, text::Format format, MineRecord* record) {
  const ruleset::Tables& tables = rules_->tables();
  tables.tokenizer->Tokenize(text, format, &text_);
  tables.phrases[ruleset::kCustomerPhrases]->Match(text_, &match_scratch_, &hits_);
  tables.negation.Mark(text_, &hits_, &negated_by_);
  const auto turn = static_cast<uint32_t>(record->turns.size());
  const text::Tokens& tokens = text_.tokens();
  bool starts = true;
  uint32_t sentence = 0;
  for (uint32_t i = 0; i < tokens.size();) {
    const Token& token = tokens[i];
    const Entity* entity = EntityAt(text_, i);
    uint32_t end = i + 1;
    std::string_view key = KeyOf(token);
    bool is_placeholder = token.kind == TokenKind::kNumber;
    if (entity != nullptr && (entity->end_token > end || is_placeholder)) {
      end = entity->end_token;
      key = Placeholder(entity->kind);
      is_placeholder = true;
    }
    if (key.empty()) {
      starts = true;
      i = end;
      continue;
    }
    MineToken out;
    out.word = WordId(key, is_placeholder);
    out.turn = turn;
    out.begin = token.begin;
    out.end = tokens[end - 1].end;
    out.starts = starts || token.sentence != sentence;
    out.negated = phrase::IsNegated({0, i, end}, negated_by_);
    out.quoted = phrase::IsQuoted({0, i, end}, text_);
    record->tokens.push_back(out);
    Note(out.word, *record);
    if (token.kind == TokenKind::kWord && !text::StartsSentence(tokens, i)) {
      const auto shouted = [](const Token& t) { return (t.flags & text::kAllCaps) != 0; };
      const bool among_shouts = shouted(token) && ((i > 0 && shouted(tokens[i - 1])) ||
                                                   (end < tokens.size() && shouted(tokens[end])));
      ++words_[out.word].inside;
      if ((token.flags & text::kCapitalised) != 0 && !among_shouts) ++words_[out.word].capitalised;
    }
    starts = false;
    sentence = token.sentence;
    i = end;
  }
  record->turns.emplace_back(text);
}

Status MineCorpus::Add(std::string_view id, const record::Record& record,
                       const Conversation& conversation) {
  if (!record.label || record.label->persona.empty()) {
    ++unlabelled_;
    return Status();
  }
  const auto persona = std::find(personas_.begin(), personas_.end(), record.label->persona);
  if (persona == personas_.end()) {
    return Status(StatusCode::kInvalidArgument,
                  StrCat("label.persona: the pack has no persona '", record.label->persona, "'"));
  }
  MineRecord out;
  out.id = std::string(id);
  out.persona = static_cast<uint32_t>(persona - personas_.begin());
  const auto source = std::find(sources_.begin(), sources_.end(), record.source);
  out.source = static_cast<uint32_t>(source - sources_.begin());
  if (source == sources_.end()) sources_.emplace_back(record.source);

  const engine::ConversationState& state = conversation.state();
  for (size_t t = 0; t < state.turns.size(); ++t) {
    const engine::TurnRecord& turn = state.turns[t];
    if (!turn.is_public || turn.by != Speaker::kCustomer) continue;
    for (size_t h = turn.first_hit; h < turn.first_hit + turn.hit_count; ++h) {
      const engine::HitRecord& hit = state.hits[h];
      if (hit.status != engine::HitStatus::kCounts) continue;
      out.hits.push_back({hit.cue, static_cast<uint32_t>(out.turns.size()), hit.begin, hit.end});
    }
    AddTurn(state.turn_text(turn), static_cast<text::Format>(record.turns[t].format), &out);
  }
  records_.push_back(std::move(out));
  return Status();
}

bool MineCorpus::IsOwnWord(std::string_view key) const {
  const ruleset::Tables& tables = rules_->tables();
  return tables.LanguageOf(tables.vocabulary.Find(key)) == ruleset::WordLanguage::kOwn;
}

bool MineCorpus::IsName(const MineWord& word) const {
  if (word.is_placeholder || IsOwnWord(word.key)) return false;
  if (word.capitalised * 2 > word.inside) return true;
  return sources_.size() > 1 && word.sources < 2;
}

bool MineCorpus::IsFunctionWord(const MineWord& word) const {
  if (word.is_placeholder || word.key.size() == 1) return true;
  return IsOwnWord(word.key) &&
         word.records * kCommonShare >= static_cast<int64_t>(records_.size());
}

}  // namespace rapport::learn
