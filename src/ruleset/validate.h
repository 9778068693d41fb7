#ifndef RAPPORT_RULESET_VALIDATE_H_
#define RAPPORT_RULESET_VALIDATE_H_

#include "rapport/limits.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// What is wrong with tables that were read from bytes of anybody's making: null when the engine can
// do with them whatever it likes, else a text of static storage. Every index is within its array,
// every number within the range that a pack may give it, every program and automaton sound.
const char* FindFault(const Tables& tables, const PackLimits& limits);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_VALIDATE_H_
