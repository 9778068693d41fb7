#include "phrase/match_memory.h"

#include <algorithm>

namespace rapport::phrase {

MatchMemory::Known MatchMemory::KnownOf(TokenViews* views, uint32_t token) {
  const TokenView view = (*views)[token];
  Known known;
  known.word = view.word;
  known.sentence_begin = views->sentence_begin(token);
  known.sentence_end = views->sentence_end(token);
  known.classes = view.classes();
  known.positions = views->positions(token);
  known.kind = view.token->kind;
  known.in_capitals = view.in_capitals();
  known.elongated = view.elongated;
  return known;
}

bool MatchMemory::HasToken(TokenViews* views, uint32_t token) const {
  const Known now = KnownOf(views, token);
  const Known& then = tokens_[token];
  // What was drawn out has two keys, and is rare.
  if (now.elongated || then.elongated) return false;
  return now.word == then.word && now.sentence_begin == then.sentence_begin &&
         now.sentence_end == then.sentence_end && now.classes == then.classes &&
         now.positions == then.positions && now.kind == then.kind &&
         now.in_capitals == then.in_capitals &&
         (now.word != text::Vocabulary::kNone || views->token(token).key == KeyAt(token));
}

bool MatchMemory::HasSentence(TokenViews* views, uint32_t begin, uint32_t end) const {
  if (end > tokens_.size()) return false;
  for (uint32_t i = begin; i < end; ++i) {
    if (!HasToken(views, i)) return false;
  }
  const uint32_t first = views->first_entity(begin);
  const uint32_t count = views->first_entity(end) - first;
  const uint32_t old_first = first_entities_[begin];
  if (count != first_entities_[end] - old_first) return false;
  for (uint32_t e = 0; e < count; ++e) {
    const text::Entity &a = views->entity(first + e), &b = entities_[old_first + e];
    if (a.kind != b.kind || a.first_token != b.first_token || a.end_token != b.end_token) {
      return false;
    }
  }
  return true;
}

void MatchMemory::Compare(TokenViews* views, std::vector<uint8_t>* is_new,
                          std::vector<Hit>* hits) const {
  const uint32_t size = views->size();
  is_new->assign(size, 1);
  if (tokens_.empty()) return;
  bool any = false;
  for (uint32_t begin = 0; begin < size; begin = views->sentence_end(begin)) {
    const uint32_t end = views->sentence_end(begin);
    if (!HasSentence(views, begin, end)) continue;
    std::fill(is_new->begin() + begin, is_new->begin() + end, uint8_t{0});
    any = true;
  }
  if (!any) return;
  for (const Hit& hit : hits_) {
    if (hit.first_token < size && (*is_new)[hit.first_token] == 0) hits->push_back(hit);
  }
}

void MatchMemory::Remember(TokenViews* views, const std::vector<Hit>& hits) {
  tokens_.clear();  // should memory run out on the way, there is nothing to compare with
  const uint32_t size = views->size();
  hits_.assign(hits.begin(), hits.end());
  entities_.clear();
  for (uint32_t e = 0; e < views->entity_count(); ++e) entities_.push_back(views->entity(e));
  keys_.clear();
  key_begins_.clear();
  first_entities_.clear();
  for (uint32_t i = 0; i < size; ++i) {
    key_begins_.push_back(static_cast<uint32_t>(keys_.size()));
    first_entities_.push_back(views->first_entity(i));
    if (views->words()[i] == text::Vocabulary::kNone) keys_.append(views->token(i).key);
  }
  key_begins_.push_back(static_cast<uint32_t>(keys_.size()));
  first_entities_.push_back(views->entity_count());
  tokens_.reserve(size);
  for (uint32_t i = 0; i < size; ++i) tokens_.push_back(KnownOf(views, i));
}

}  // namespace rapport::phrase
