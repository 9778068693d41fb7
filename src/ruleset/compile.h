#ifndef RAPPORT_RULESET_COMPILE_H_
#define RAPPORT_RULESET_COMPILE_H_

#include <memory>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "phrase/phrase_set.h"
#include "phrase/scope.h"
#include "rapport/limits.h"
#include "rapport/rule_set.h"

namespace rapport::ruleset {

// Turns a merged, validated pack into tables. What can fail here is a limit of the whole (compiled
// size), or a defect: everything else was found by the loader.
Result<std::shared_ptr<const RuleSet>> Compile(const pack::LoadedPack& loaded,
                                               const PackLimits& limits, DiagnosticSink* sink);

// Adds the negators and their exceptions of a pack, under two tags from `first_tag` on.
phrase::NegationScopes AddNegation(const pack::TextSettings& text, uint32_t first_tag,
                                   phrase::PhraseSetBuilder* builder,
                                   std::vector<phrase::PhraseIssue>* issues);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_COMPILE_H_
