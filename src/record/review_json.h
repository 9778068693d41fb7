#ifndef RAPPORT_RECORD_REVIEW_JSON_H_
#define RAPPORT_RECORD_REVIEW_JSON_H_

#include <string_view>

#include "rapport/review.h"
#include "record/json_writer.h"

namespace rapport::record {

// What is written of a review: all of it, or what helps while the reply is being written: whether
// it may go out, and the one thing to mend first; no score.
enum class ReviewDetail { kAll, kDraft };

// Appends a review as one JSON object; docs/records.md explains every key.
void WriteReview(std::string_view id, const Review& review, ReviewDetail detail, JsonWriter* out);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_REVIEW_JSON_H_
