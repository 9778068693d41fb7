#ifndef RAPPORT_LEARN_EVALUATION_JSON_H_
#define RAPPORT_LEARN_EVALUATION_JSON_H_

#include "learn/evaluate.h"
#include "record/json_numbers.h"

namespace rapport::learn {

// Appends the evaluation as a JSON object with stable keys (docs/evaluation.md): fractions with
// four decimals, null for what is undefined.
void WriteEvaluation(std::string_view rule_set, const Evaluation& evaluation,
                     record::JsonWriter* out);

// Only the members of that object, for one that has more.
void WriteEvaluationMembers(std::string_view rule_set, const Evaluation& evaluation,
                            record::JsonWriter* out);

using record::TenThousandths;
using record::WriteCount;
using record::WriteFraction;

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATION_JSON_H_
