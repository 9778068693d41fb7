#ifndef RAPPORT_RULESET_FINISH_H_
#define RAPPORT_RULESET_FINISH_H_

#include "ruleset/tables.h"

namespace rapport::ruleset {

// The last step to tables, from a pack and from its compiled form alike: what RuleSet shows, the
// indices by name, and how much memory all takes.
void Finish(Tables* tables);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_FINISH_H_
