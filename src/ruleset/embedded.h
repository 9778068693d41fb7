#ifndef RAPPORT_RULESET_EMBEDDED_H_
#define RAPPORT_RULESET_EMBEDDED_H_

#include <string_view>
#include <vector>

namespace rapport::ruleset {

// A file of rules/ as it was when the library was built.
struct EmbeddedFile {
  std::string_view name;  // "core-en/pack.yaml"
  std::string_view bytes;
};
const std::vector<EmbeddedFile>& EmbeddedFiles();

// The default pack, compiled, 8-byte aligned; empty in a library that was built without it, for a
// machine whose programs could not be run then. What it says is what the files say.
std::string_view EmbeddedImage();

// The manifest of the default pack among them.
inline constexpr std::string_view kDefaultManifest = "core-en/pack.yaml";

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_EMBEDDED_H_
