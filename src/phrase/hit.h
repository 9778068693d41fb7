#ifndef RAPPORT_PHRASE_HIT_H_
#define RAPPORT_PHRASE_HIT_H_

#include <cstdint>
#include <tuple>

namespace rapport::phrase {

// One match: the tag given to PhraseSetBuilder::Add and a range of tokens.
struct Hit {
  uint32_t tag = 0;
  uint32_t first_token = 0;
  uint32_t end_token = 0;  // one past the last

  friend bool operator==(const Hit& a, const Hit& b) {
    return a.tag == b.tag && a.first_token == b.first_token && a.end_token == b.end_token;
  }
  friend bool operator<(const Hit& a, const Hit& b) {
    return std::tie(a.tag, a.first_token, a.end_token) <
           std::tie(b.tag, b.first_token, b.end_token);
  }
};

}  // namespace rapport::phrase

#endif  // RAPPORT_PHRASE_HIT_H_
