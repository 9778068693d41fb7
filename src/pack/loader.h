#ifndef RAPPORT_PACK_LOADER_H_
#define RAPPORT_PACK_LOADER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "rapport/limits.h"

namespace rapport::pack {

// Turns named bytes into one merged, validated pack. Files may be added in any order; a file is a
// manifest (`pack:`), a part that a manifest lists, or an overlay (`overlay:`).
class Loader {
 public:
  explicit Loader(const PackLimits& limits) : limits_(limits) {}

  // Leaves out what was learned, `weights:` and word tables, of every pack and overlay: what people
  // wrote is left.
  void IgnoreLearned() { ignore_learned_ = true; }

  // `name` is what diagnostics show and what manifests' `files:` resolve to, relative to the folder
  // of the manifest's own name ("core-en/pack.yaml" lists "cues.yaml": "core-en/cues.yaml").
  void AddFile(std::string name, std::string bytes);

  // A file that is used only when a pack extends it (the embedded packs).
  void AddLibraryFile(std::string name, std::string bytes);

  // Reads everything, merges the packs that no other one extends, in the order in which they were
  // added, and validates the result (references, phrases, expressions, limits). Null on any error;
  // the sink then holds all of them. The id and version are those of the last pack.
  std::unique_ptr<const LoadedPack> Load(DiagnosticSink* sink) const;

 private:
  struct File {
    std::shared_ptr<const Source> source;
    bool library = false;
  };
  PackLimits limits_;
  bool ignore_learned_ = false;
  std::vector<File> files_;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_LOADER_H_
