#ifndef RAPPORT_RULESET_COMPILE_STANDARD_H_
#define RAPPORT_RULESET_COMPILE_STANDARD_H_

#include "pack/model.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// What is not set keeps its default.
void CompileStandard(const pack::StandardSettings& settings, Tables* tables);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_COMPILE_STANDARD_H_
