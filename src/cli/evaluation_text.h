#ifndef RAPPORT_CLI_EVALUATION_TEXT_H_
#define RAPPORT_CLI_EVALUATION_TEXT_H_

// Numbers and words that the views of an evaluation share, in text and in HTML.

#include <cstdint>
#include <optional>
#include <string>

#include "learn/coverage.h"
#include "learn/evaluate.h"
#include "learn/mistakes.h"

namespace rapport::cli {

// "0.6431", always four places so that columns line up; "-" for what is undefined.
std::string Fraction(std::optional<double> value);
// The same with its sign: "+0.0120", "-0.0040", "0.0000".
std::string SignedFraction(std::optional<double> value);
// `part` of `whole`; "-" of nothing.
std::string Share(int64_t part, int64_t whole);
// From ten-thousandths.
std::string Probability(std::optional<int32_t> value);

// "0.3 to 0.4": the bin's bounds.
std::string BinName(size_t index);

// "reported 0.5000, no_evidence 0.5000"; "-" of nothing.
std::string AbstainedText(const learn::Evaluation& evaluation);

// "never, unknown on 12": what is remarkable about a row, besides its share on none.
std::string RemarksText(const learn::CoverageRow& row);

// What spoke for either side of a mistake: "says_waiting +1.9, shouting +0.7 and 3 more; bias
// +0.2".
std::string ForDecisionText(const learn::Mistake& mistake);
std::string ForLabelText(const learn::Mistake& mistake);  // and what the label's type lacked

// "says_waiting 12, shouting 3; nothing 2": the evidence behind mistakes of one kind.
std::string BehindText(const learn::MistakeKind& kind);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EVALUATION_TEXT_H_
