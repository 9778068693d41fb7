#ifndef RAPPORT_TYPES_H_
#define RAPPORT_TYPES_H_

// The closed sets of names that packs, rule sets and decisions share. Values are stable and
// append-only.

#include <cstdint>

namespace rapport {

enum class FactType : int32_t {
  kBool = 0,
  kInt = 1,
  kDouble = 2,
  kString = 3,
  kEnum = 4,
  kDuration = 5,
  kTimestamp = 6,
  kStrings = 7,
};

// Who does an action.
enum class Performer : int32_t { kAgent = 0, kSystem = 1, kSupervisor = 2 };

enum class ActionKind : int32_t {
  kSafety = 0,
  kDeEscalation = 1,
  kBoundary = 2,
  kApology = 3,
  kService = 4,
  kInformation = 5,
  kOffer = 6,
  kRelationship = 7,
  kConversation = 8,
  kFollowUp = 9,
  kHandover = 10,
};

// What a measure of improvement costs, roughly.
enum class CostClass : int32_t { kLow = 0, kMedium = 1, kHigh = 2 };

// The names as packs write them: "bool", "agent", "de_escalation". Static storage.
const char* FactTypeName(FactType type);
const char* PerformerName(Performer by);
const char* ActionKindName(ActionKind kind);
const char* CostClassName(CostClass cost);

}  // namespace rapport

#endif  // RAPPORT_TYPES_H_
