#ifndef RAPPORT_LEARN_EVALUATION_JSON_H_
#define RAPPORT_LEARN_EVALUATION_JSON_H_

#include "learn/evaluate.h"
#include "record/json_writer.h"

namespace rapport::learn {

// Appends the evaluation as a JSON object with stable keys (docs/evaluation.md): fractions with
// four decimals, null for what is undefined.
void WriteEvaluation(std::string_view rule_set, const Evaluation& evaluation,
                     record::JsonWriter* out);

// Only the members of that object, for one that has more.
void WriteEvaluationMembers(std::string_view rule_set, const Evaluation& evaluation,
                            record::JsonWriter* out);

// A member: a whole number; a fraction with four decimals, or null.
void WriteCount(std::string_view key, int64_t value, record::JsonWriter* out);
void WriteFraction(std::string_view key, std::optional<double> value, record::JsonWriter* out);

// `fraction` in ten-thousandths, rounded half away from zero: what every output of a metric shows.
int64_t TenThousandths(double fraction);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATION_JSON_H_
