#ifndef RAPPORT_PACK_MANIFEST_H_
#define RAPPORT_PACK_MANIFEST_H_

#include <string>
#include <string_view>
#include <vector>

#include "rapport/limits.h"

namespace rapport::pack {

// The files that a manifest or an overlay lists, as names to add them under: relative to the folder
// of the file's own name. Empty for a file that lists none and for one that cannot be read as YAML
// (the loader says why).
std::vector<std::string> ListedFiles(const std::string& name, std::string_view bytes,
                                     const PackLimits& limits);

// The most bytes that a file of this name may have: a word table, or YAML.
size_t FileLimit(std::string_view name, const PackLimits& limits);

// `listed` relative to the folder of `manifest`: ("core-en/pack.yaml", "cues.yaml") is
// "core-en/cues.yaml".
std::string ResolveListed(std::string_view manifest, std::string_view listed);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_MANIFEST_H_
