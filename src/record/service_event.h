#ifndef RAPPORT_RECORD_SERVICE_EVENT_H_
#define RAPPORT_RECORD_SERVICE_EVENT_H_

// What happened in the service, one event a line of JSON: contacts, replies, resolutions, ratings,
// purchases. docs/metrics.md describes every kind and key.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rapport/status.h"
#include "rapport/time.h"
#include "record/json_document.h"

namespace rapport::record {

enum class ServiceEventKind : uint8_t {
  kContact,
  kAnswered,
  kAbandoned,
  kReply,
  kHandled,
  kTransfer,
  kEscalation,
  kResolution,
  kReopen,
  kSurvey,
  kRating,
  kPurchase,
  kUse,
  kCancellation,
};
constexpr size_t kServiceEventKinds = 14;
const char* ServiceEventKindName(ServiceEventKind kind);  // "contact", ...; static storage

// What figures can be told apart by.
enum class Dimension : uint8_t { kChannel, kAgent, kTeam, kPersona, kCampaign, kProduct };
constexpr size_t kDimensions = 6;
const char* DimensionName(Dimension dimension);  // "channel", ...; static storage

enum class ReplyBy : uint8_t { kAgent, kBot, kSystem };

// The scales of ratings: 1 to 5, 0 to 10, 1 to 7.
enum class RatingScale : uint8_t { kCsat, kNps, kCes };
constexpr size_t kRatingScales = 3;
const char* RatingScaleName(RatingScale scale);  // "csat", "nps", "ces"
struct ScoreRange {
  int32_t low, high;
};
constexpr ScoreRange kScoreRanges[kRatingScales] = {{1, 5}, {0, 10}, {1, 7}};

// What a rating is about.
enum class RatingSubject : uint8_t { kService, kProduct, kFirm };
constexpr size_t kRatingSubjects = 3;
const char* RatingSubjectName(RatingSubject subject);  // "service", "product", "firm"

constexpr int32_t kMostHandledSeconds = 86'400;            // each of talk, hold and work
constexpr int64_t kMostAmount = 1'000'000'000 * 10'000ll;  // ten-thousandths
constexpr size_t kMostDimensionBytes = 256;

// An event; the texts are borrowed, and empty where they were not given.
struct ServiceEvent {
  ServiceEventKind kind = ServiceEventKind::kContact;
  Time at{};
  std::string_view case_id, customer;
  std::array<std::string_view, kDimensions> dimensions;  // at most kMostDimensionBytes each

  ReplyBy by = ReplyBy::kAgent;                   // reply
  int32_t talk = 0, hold = 0, work = 0;           // handled: seconds
  std::string_view to;                            // transfer, escalation
  int32_t level = 0;                              // escalation: from 0
  RatingScale asks = RatingScale::kCsat;          // survey, rating
  RatingSubject about = RatingSubject::kService;  // survey, rating
  int32_t score = 0;                              // rating: within the scale's range
  std::string_view comment;                       // rating
  int64_t amount = 0;                             // purchase: ten-thousandths, not negative

  std::string_view dimension(Dimension d) const { return dimensions[static_cast<size_t>(d)]; }
};

// Reads events in place. Keep one and reuse it: once warm, reading allocates nothing. Not
// thread-safe.
class ServiceEventReader {
 public:
  ServiceEventReader();

  // `json[size]` must be NUL; the bytes are overwritten, and `*event` borrows its texts from them,
  // not from the reader. kInvalidArgument names the field: "score: must be ..."; a key that is not
  // known, or that this kind of event does not have, is an error, since it would be lost.
  // kLimitExceeded for too many values. After an error `*event` is unspecified.
  Status Read(char* json, size_t size, ServiceEvent* event);

 private:
  JsonDocument document_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_SERVICE_EVENT_H_
