#ifndef RAPPORT_LEARN_MINE_CUES_H_
#define RAPPORT_LEARN_MINE_CUES_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "pack/model.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::learn {

// Which cue a new phrase would go to: of the cues that speak for a persona, the one that has the
// phrase which shares most of its words. Words that few cues have count more, those that many have
// nothing; forms of a word ("waited", "waiting") are taken for the same.
class CueFinder {
 public:
  CueFinder(const ruleset::Tables& tables, const pack::Pack& pack);

  // Empty when no phrase has words that make up half of what the words weigh together.
  std::string Find(std::string_view persona, const std::vector<std::string>& words) const;

  // "says_been_waiting"; no name that the pack has.
  std::string NewId(const std::vector<std::string>& words) const;

 private:
  using Stems = std::set<std::string>;

  std::map<std::string, std::vector<Stems>> phrases_;  // by cue
  std::map<std::string, int> cues_;                    // by stem: cues that have it
  std::map<std::string, std::vector<std::string>, std::less<>> speaking_;  // by persona: cues
  std::set<std::string> names_;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_CUES_H_
