#include "phrase/scope.h"

#include <algorithm>

namespace rapport::phrase {

void NegationScopes::Mark(const text::TokenizedText& text, std::vector<Hit>* hits,
                          std::vector<uint32_t>* negated_by) const {
  const text::Tokens& tokens = text.tokens();
  const auto scopes = std::lower_bound(hits->begin(), hits->end(), Hit{first_tag_, 0, 0});

  // First the vector says which tokens exceptions cover; a negator with such a token does not
  // count.
  negated_by->assign(tokens.size(), 0);
  for (auto hit = scopes; hit != hits->end(); ++hit) {
    if (hit->tag == exception_tag()) {
      std::fill(negated_by->begin() + hit->first_token, negated_by->begin() + hit->end_token, 1u);
    }
  }
  const auto negators = std::remove_if(scopes, hits->end(), [&](const Hit& hit) {
    const auto* first = negated_by->data() + hit.first_token;
    const auto* end = negated_by->data() + hit.end_token;
    return hit.tag != negator_tag() || std::find(first, end, 1u) != end;
  });

  // Then, at the token behind each negator, which negator that is; the shortest of several.
  std::fill(negated_by->begin(), negated_by->end(), 0u);
  for (auto hit = scopes; hit != negators; ++hit) {
    if (hit->end_token < tokens.size()) (*negated_by)[hit->end_token] = hit->first_token + 1;
  }
  hits->erase(scopes, hits->end());
  // From there it reaches on, until the next one takes over.
  uint32_t negator = 0;
  uint32_t behind = 0;  // the token behind it
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    if ((*negated_by)[i] != 0) {
      negator = (*negated_by)[i];
      behind = i;
    }
    const bool reached =
        negator != 0 && i - behind < reach_ && tokens[i].clause == tokens[behind - 1].clause;
    (*negated_by)[i] = reached ? negator : 0;
  }
}

bool IsNegated(const Hit& hit, const std::vector<uint32_t>& negated_by) {
  return hit.first_token < negated_by.size() && negated_by[hit.first_token] != 0;
}

bool IsQuoted(const Hit& hit, const text::TokenizedText& text) {
  for (uint32_t i = hit.first_token; i < hit.end_token; ++i) {
    if ((text.tokens()[i].flags & text::kQuoted) == 0) return false;
  }
  return hit.first_token < hit.end_token;
}

}  // namespace rapport::phrase
