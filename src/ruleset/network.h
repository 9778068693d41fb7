#ifndef RAPPORT_RULESET_NETWORK_H_
#define RAPPORT_RULESET_NETWORK_H_

#include <vector>

#include "expr/program.h"
#include "ruleset/tables.h"

namespace rapport::ruleset {

// The programs in the order of Tables::network.
std::vector<const expr::Program*> NetworkPrograms(const Tables& tables);

// Fills Tables::network and condition_nodes from conditions and policies.
void BuildNetwork(Tables* tables);

// Fills Tables::evidence from personas, scales and the network.
void BuildEvidenceTable(Tables* tables);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_NETWORK_H_
