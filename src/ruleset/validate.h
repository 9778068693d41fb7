#ifndef RAPPORT_RULESET_VALIDATE_H_
#define RAPPORT_RULESET_VALIDATE_H_

#include <functional>

#include "rapport/limits.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// What is wrong with tables that were read from bytes of anybody's making: null when the engine can
// do with them whatever it likes, else a text of static storage. Every index is within its array,
// every number within the range that a pack may give it, every program and automaton sound.
const char* FindFault(const Tables& tables, const PackLimits& limits);

// The part of it that is about needs and promises.
bool IsServiceValid(const Tables& tables,
                    const std::function<bool(const expr::Program*)>& is_policy_condition);

// The part of it that is about the standard.
bool IsStandardValid(const Standard& standard);

// The part of it that is about themes and measures.
bool IsFeedbackValid(const Tables& tables, const PackLimits& limits);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_VALIDATE_H_
