#ifndef RAPPORT_RULESET_COMPILE_SERVICE_H_
#define RAPPORT_RULESET_COMPILE_SERVICE_H_

#include "pack/model.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// The words of `text:` by which questions and times are read. Adds them to the vocabulary.
void CompileServiceText(const pack::TextSettings& text, Tables* tables);

// What follows from the needs and promises once they are there; `cues` is how many there are.
void LinkCues(size_t cues, ServiceTables* service);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_COMPILE_SERVICE_H_
