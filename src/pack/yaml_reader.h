#ifndef RAPPORT_PACK_YAML_READER_H_
#define RAPPORT_PACK_YAML_READER_H_

#include <optional>

#include "base/diagnostic_sink.h"
#include "base/source.h"
#include "pack/node.h"
#include "rapport/limits.h"

namespace rapport::pack {

// Reads one file of one document. Anchors, aliases, tags, merge keys, duplicate keys and keys that
// are no scalars are errors; the tree is then returned without them, so that the rest can be
// checked. Nothing when the file cannot be read at all: bad bytes, bad YAML, a limit. Every error
// is in `sink`.
//
// Safe on any bytes: recursion in the parser is bounded by `limits.yaml_depth`, because each level
// of it first reports the start of a list or map, and the handler ends the reading there.
std::optional<Node> ReadYaml(const Source& source, const PackLimits& limits, DiagnosticSink* sink);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_YAML_READER_H_
