#ifndef RAPPORT_LEARN_EVALUATION_GROUPS_H_
#define RAPPORT_LEARN_EVALUATION_GROUPS_H_

// The figures of parts of a file: one group of records for each value of a key, such as `channel`.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "learn/evaluate.h"

namespace rapport::learn {

struct GroupFigures {
  std::string value;  // of the key; empty: the record does not have it
  Evaluation evaluation;
};

struct GroupedFigures {
  std::string key;
  std::vector<GroupFigures> groups;  // by value; records without one are last
};

class GroupEvaluator {
 public:
  explicit GroupEvaluator(std::string key) : key_(std::move(key)) {}

  void Add(std::string_view value, Evaluator::Observation observation) {
    observation.nanoseconds = 0;  // groups are not timed: that would take memory for each record
    evaluators_[std::string(value)].Add(observation);
  }

  GroupedFigures Result(int64_t min_support) const {
    GroupedFigures out{key_, {}};
    for (const auto& [value, evaluator] : evaluators_) {
      if (!value.empty()) out.groups.push_back({value, evaluator.Result(min_support)});
    }
    const auto without = evaluators_.find("");
    if (without != evaluators_.end()) {
      out.groups.push_back({"", without->second.Result(min_support)});
    }
    return out;
  }

 private:
  std::string key_;
  std::map<std::string, Evaluator> evaluators_;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATION_GROUPS_H_
