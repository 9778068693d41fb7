#include "phrase/match_memory.h"

#include <algorithm>

namespace rapport::phrase {

bool MatchMemory::HasSentence(const text::TokenizedText& text, const std::vector<TokenView>& views,
                              uint32_t begin, uint32_t end) const {
  if (end >= views_.size()) return false;  // the one more stands for no token
  for (uint32_t i = begin; i < end; ++i) {
    // What was drawn out has two keys, and is rare.
    if (!views[i].IsLike(views_[i]) || views[i].elongated) return false;
    if (views[i].word == text::Vocabulary::kNone && text.tokens()[i].key != KeyAt(i)) return false;
  }
  const uint32_t first = views[begin].first_entity, count = views[end].first_entity - first;
  const uint32_t old_first = views_[begin].first_entity;
  if (count != views_[end].first_entity - old_first) return false;
  for (uint32_t e = 0; e < count; ++e) {
    const text::Entity &a = text.entities()[first + e], &b = entities_[old_first + e];
    if (a.kind != b.kind || a.first_token != b.first_token || a.end_token != b.end_token) {
      return false;
    }
  }
  return true;
}

void MatchMemory::Compare(const text::TokenizedText& text, const std::vector<TokenView>& views,
                          std::vector<uint8_t>* is_new, std::vector<Hit>* hits) const {
  const auto size = static_cast<uint32_t>(text.tokens().size());
  is_new->assign(size, 1);
  bool any = false;
  for (uint32_t begin = 0; begin < size; begin = views[begin].sentence_end) {
    const uint32_t end = views[begin].sentence_end;
    if (!HasSentence(text, views, begin, end)) continue;
    std::fill(is_new->begin() + begin, is_new->begin() + end, uint8_t{0});
    any = true;
  }
  if (!any) return;
  for (const Hit& hit : hits_) {
    if (hit.first_token < size && (*is_new)[hit.first_token] == 0) hits->push_back(hit);
  }
}

void MatchMemory::Remember(const text::TokenizedText& text, const std::vector<TokenView>& views,
                           const std::vector<Hit>& hits) {
  views_.clear();  // should memory run out on the way, there is nothing to compare with
  entities_.assign(text.entities().begin(), text.entities().end());
  hits_.assign(hits.begin(), hits.end());
  keys_.clear();
  key_begins_.clear();
  for (const text::Token& token : text.tokens()) {
    key_begins_.push_back(static_cast<uint32_t>(keys_.size()));
    if (views[key_begins_.size() - 1].word == text::Vocabulary::kNone) keys_.append(token.key);
  }
  key_begins_.push_back(static_cast<uint32_t>(keys_.size()));
  views_.assign(views.begin(), views.end());
}

}  // namespace rapport::phrase
