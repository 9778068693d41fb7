#ifndef RAPPORT_LEARN_MISTAKES_H_
#define RAPPORT_LEARN_MISTAKES_H_

// Where decisions differ from labels, and what led them there. For files on which a pack is
// developed: a pack that was changed after reading the mistakes of a file is no longer measured by
// that file.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "learn/mistakes_excerpt.h"
#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "record/record_reader.h"

namespace rapport::learn {

// One piece of evidence between two classes.
struct Argument {
  std::string id;
  std::string_view kind;  // "cue", "condition" ...; static storage
  int32_t weight = 0;     // thousandths: its contribution to one class minus that to the other, > 0
};

struct Mistake {
  std::string record;
  std::string label;
  std::string decision;
  std::string_view abstained;        // why none is reported, as in decisions; static storage
  int32_t decision_probability = 0;  // ten-thousandths
  std::optional<int32_t> label_probability;  // absent: the pack has no such type
  bool also_labelled = false;                // the label names the decision as a further type
  // The score of the decision's class minus that of the label's is `bias` plus the weights of
  // `for_decision` minus those of `for_label`, but for the rounding of each word. Both are
  // strongest first.
  int32_t bias = 0;  // thousandths
  std::vector<Argument> for_decision, for_label;
  std::string why_not;             // what kept the label's type from being reported
  std::vector<ExcerptTurn> words;  // the customer's, shortened
};

// The mistakes of one label and one decision.
struct MistakeKind {
  std::string label;
  std::string decision;
  int64_t count = 0;
  // The evidence that spoke for the decision in most of them, and more strongly where they are
  // equal: id and number, at most three.
  std::vector<std::pair<std::string, int64_t>> behind;
  int64_t without_evidence = 0;  // mistakes in which no evidence spoke for the decision
};

struct Mistakes {
  int64_t count = 0;
  std::vector<Mistake> worst;      // the most confident first, then as they came
  std::vector<MistakeKind> kinds;  // the most frequent first
};

// Keeps the `most` worst mistakes and counts the others.
class MistakeCollector {
 public:
  explicit MistakeCollector(size_t most) : most_(most) {}

  // Looks at a decision that was made about `conversation`, filled from `record`, at `now`. Fails
  // only when the decision cannot be explained.
  Status Add(std::string_view id, const record::Record& record, const Conversation& conversation,
             std::optional<Time> now, const Decision& decision);

  Mistakes Result() const;

 private:
  struct Kind {
    int64_t count = 0, without_evidence = 0;
    struct Behind {
      int64_t mistakes = 0, weight = 0;
    };
    std::map<std::string, Behind> behind;
  };

  void Count(const Mistake& mistake);
  bool Keeps(int32_t probability) const;

  size_t most_;
  Explanation explanation_;  // reused
  int64_t count_ = 0;
  std::vector<Mistake> worst_;                                 // sorted
  std::map<std::pair<std::string, std::string>, Kind> kinds_;  // label, decision
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MISTAKES_H_
