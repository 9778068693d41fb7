#ifndef RAPPORT_LEARN_COVERAGE_H_
#define RAPPORT_LEARN_COVERAGE_H_

// Where cues and conditions fire: on how many records of each label, and how much that tells.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "rapport/conversation.h"
#include "rapport/rule_set.h"

namespace rapport::learn {

struct CoverageRow {
  std::string id;
  bool is_condition = false;
  int64_t fired = 0;    // records with a hit that counts, or on which the condition is true
  int64_t unknown = 0;  // records on which the condition cannot be determined
  std::map<std::string, int64_t> labels;  // records on which it fired, by label; none is left out
  // Bits that knowing whether it fires tells about the label: the mutual information of the two.
  double information = 0;
  std::string says;  // the label for which its firing speaks most; empty: for none more than others
  double none_share = 0;  // of the labelled records on which it fired, those labelled `none`

  bool never = false;        // fired on no record
  bool always = false;       // on every record
  bool mostly_none = false;  // none_share is above a half
};

struct Coverage {
  int64_t n = 0;                          // records
  std::map<std::string, int64_t> labels;  // records by label
  std::vector<CoverageRow> rows;          // cues, then conditions, in the rule set's order
};

class CoverageCounter {
 public:
  explicit CoverageCounter(std::shared_ptr<const RuleSet> rules);

  // Counts a conversation with those rules as it stands at `now`; `label` may be empty.
  void Add(std::string_view label, const Conversation& conversation, std::optional<Time> now);

  Coverage Result() const;

 private:
  std::shared_ptr<const RuleSet> rules_;
  size_t size_;  // cues and conditions
  int64_t n_ = 0;
  std::vector<int64_t> unknown_;  // by condition
  struct Label {
    int64_t records = 0;
    std::vector<int64_t> fired;  // by cue or condition
  };
  std::map<std::string, Label, std::less<>> labels_;  // "" for records without one
  engine::Evaluation evaluation_;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_COVERAGE_H_
