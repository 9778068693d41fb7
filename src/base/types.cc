#include "rapport/types.h"

#include "rapport/diagnostic.h"

namespace rapport {

const char* SeverityName(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
  }
  return "unknown";
}

const char* FactTypeName(FactType type) {
  switch (type) {
    case FactType::kBool:
      return "bool";
    case FactType::kInt:
      return "int";
    case FactType::kDouble:
      return "double";
    case FactType::kString:
      return "string";
    case FactType::kEnum:
      return "enum";
    case FactType::kDuration:
      return "duration";
    case FactType::kTimestamp:
      return "timestamp";
    case FactType::kStrings:
      return "strings";
  }
  return "unknown";
}

const char* PerformerName(Performer by) {
  switch (by) {
    case Performer::kAgent:
      return "agent";
    case Performer::kSystem:
      return "system";
    case Performer::kSupervisor:
      return "supervisor";
  }
  return "unknown";
}

const char* ActionKindName(ActionKind kind) {
  switch (kind) {
    case ActionKind::kSafety:
      return "safety";
    case ActionKind::kDeEscalation:
      return "de_escalation";
    case ActionKind::kBoundary:
      return "boundary";
    case ActionKind::kApology:
      return "apology";
    case ActionKind::kService:
      return "service";
    case ActionKind::kInformation:
      return "information";
    case ActionKind::kOffer:
      return "offer";
    case ActionKind::kRelationship:
      return "relationship";
    case ActionKind::kConversation:
      return "conversation";
    case ActionKind::kFollowUp:
      return "follow_up";
    case ActionKind::kHandover:
      return "handover";
  }
  return "unknown";
}

const char* CostClassName(CostClass cost) {
  switch (cost) {
    case CostClass::kLow:
      return "low";
    case CostClass::kMedium:
      return "medium";
    case CostClass::kHigh:
      return "high";
  }
  return "unknown";
}

}  // namespace rapport
