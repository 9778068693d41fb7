#ifndef RAPPORT_LEARN_MINE_OUTPUT_H_
#define RAPPORT_LEARN_MINE_OUTPUT_H_

#include <string>
#include <string_view>

#include "learn/mine.h"
#include "learn/mine_review.h"
#include "record/json_writer.h"

namespace rapport::learn {

// The proposals as a YAML list, for a person to edit and for ReadProposals() (accept.h) to read.
std::string ProposalsFile(std::string_view rule_set, const MineReport& report);

// One JSON object each.
void WriteProposals(std::string_view rule_set, const MineReport& report, record::JsonWriter* json);
void WriteCueReview(std::string_view rule_set, const CueReview& review, record::JsonWriter* json);

// `text` as a YAML scalar: as it is when nothing in it is special, else in double quotes.
std::string YamlScalar(std::string_view text);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_OUTPUT_H_
