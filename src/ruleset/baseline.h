#ifndef RAPPORT_RULESET_BASELINE_H_
#define RAPPORT_RULESET_BASELINE_H_

// The case from which every decision starts: nobody told a fact, no cue is hit, one customer turn
// without a time. What is the same in a conversation has been decided when the pack was compiled.

#include <vector>

#include "expr/value.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

struct Baseline {
  std::vector<expr::Value> slots;  // point into the tables and into `lists`
  std::vector<std::vector<expr::Value>> lists;
};

// A fact's default as a value; it points into `value` and, if it is a list, into `items`.
expr::Value DefaultOf(const pack::FactValue& value, std::vector<expr::Value>* items);

// The slots of conditions are left unknown: the network has their values. The tables must outlive
// the result; of the tables only the parts before the network need to be there.
Baseline MakeBaseline(const Tables& tables);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_BASELINE_H_
