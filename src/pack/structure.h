#ifndef RAPPORT_PACK_STRUCTURE_H_
#define RAPPORT_PACK_STRUCTURE_H_

#include "base/diagnostic_sink.h"
#include "pack/node.h"
#include "pack/shape.h"

namespace rapport::pack {

// Checks a tree against a shape: keys, kinds, the form of every scalar. What is wrong is reported
// and taken out (an unknown key goes, a wrong value becomes kBad), and short forms become long
// ones, so that whoever reads the tree later finds only what the shape allows, or nothing.
//
// Returns false when names may have been lost that other places refer to: a section that is unknown
// or no map. Then whether a name exists cannot be judged.
bool CheckStructure(Node* root, const Shape& shape, DiagnosticSink* sink);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_STRUCTURE_H_
