#ifndef RAPPORT_RULESET_COMPILE_H_
#define RAPPORT_RULESET_COMPILE_H_

#include <memory>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "rapport/limits.h"
#include "rapport/rule_set.h"

namespace rapport::ruleset {

// Turns a merged, validated pack into tables. What can fail here is a limit of the whole (compiled
// size), or a defect: everything else was found by the loader.
Result<std::shared_ptr<const RuleSet>> Compile(const pack::LoadedPack& loaded,
                                               const PackLimits& limits, DiagnosticSink* sink);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_COMPILE_H_
