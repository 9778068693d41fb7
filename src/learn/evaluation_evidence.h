#ifndef RAPPORT_LEARN_EVALUATION_EVIDENCE_H_
#define RAPPORT_LEARN_EVALUATION_EVIDENCE_H_

// What evaluation asks of evidence, said once.

#include <algorithm>
#include <string_view>

#include "rapport/decision.h"
#include "rapport/explanation.h"

namespace rapport::learn {

// Whether a piece of evidence points at words of a turn, as hits do and conditions do not.
inline bool HasSpan(const Evidence& evidence) { return evidence.turn >= 0; }

// Whether any evidence of the decision points at words.
inline bool ShowsWords(const Decision& decision) {
  return std::any_of(decision.evidence().begin(), decision.evidence().end(), HasSpan);
}

// "cue", "condition" ...: static storage.
inline std::string_view KindOf(const Contribution& contribution) {
  return EvidenceKindName(contribution.kind);
}

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EVALUATION_EVIDENCE_H_
