#ifndef RAPPORT_PACK_PACK_GRAPH_H_
#define RAPPORT_PACK_PACK_GRAPH_H_

// Which files make which pack, and which pack builds on which. Every file is read and checked
// against the format here, so that nobody meets a malformed tree later; what it means is not looked
// at.

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic_sink.h"
#include "pack/model.h"
#include "pack/node.h"
#include "pack/overlay.h"
#include "rapport/limits.h"

namespace rapport::pack {

enum class Role { kUnreadable, kManifest, kPart, kOverlay, kWordTable };

struct ParsedFile {
  std::shared_ptr<const Source> source;
  Role role = Role::kUnreadable;
  Node root;          // of YAML
  WordTable words;    // of a word table
  bool used = false;  // a manifest or overlay lists it
};

struct PackFiles {
  Header header;
  ParsedFile* manifest = nullptr;
  std::vector<ParsedFile*> files;  // the manifest first
  bool library = false;
  bool overlaid = false;  // an overlay of weights was learned on it
  bool extended = false;  // by a pack that is not of the library

  bool is_root() const { return !extended && (!library || overlaid); }
};

class PackGraph {
 public:
  PackGraph(const PackLimits& limits, DiagnosticSink* sink) : limits_(limits), sink_(sink) {}

  void AddFile(const std::shared_ptr<const Source>& source);
  // Used only when a pack extends it.
  void AddLibraryFile(std::shared_ptr<const Source> source);

  // Once, after the last file: finds the files and the parents of every pack.
  void Resolve();

  const std::vector<std::unique_ptr<PackFiles>>& packs() const { return packs_; }
  // Parents first, each once; roots in the order in which they were added.
  const std::vector<PackFiles*>& order() const { return order_; }
  // The pack after all that it builds on.
  std::vector<PackFiles*> Closure(PackFiles* pack);
  // In the order in which they were added.
  const std::vector<Overlay>& overlays() const { return overlays_; }
  std::vector<std::shared_ptr<const Source>> Sources() const;

  // Something could not be read or found, so that names may be missing.
  bool incomplete() const { return incomplete_; }

 private:
  using Files = std::vector<std::unique_ptr<ParsedFile>>;

  ParsedFile* Parse(const std::shared_ptr<const Source>& source, Files* files);
  bool CheckFormat(const Node& root);
  void AddPack(ParsedFile* manifest, bool library);
  PackFiles* FindPack(const std::string& id) const;
  PackFiles* FindLibraryPack(const std::string& id);
  void ResolveExtends(PackFiles* pack);
  void ResolveFiles(PackFiles* pack);
  void ResolveFile(const Text& listed, PackFiles* pack);
  ParsedFile* FindFile(const std::string& name, bool library);
  std::string NearestFile(const std::string& name, bool library) const;
  std::string NearestPack(const std::string& id) const;
  void CheckUnlisted();
  void FindOverlaid();
  void ReadOverlays();
  void ReadOverlayWords(const ParsedFile& file, Overlay* overlay);
  void Sort();
  void Visit(PackFiles* pack, std::vector<PackFiles*>* order, std::vector<PackFiles*>* path);
  // An error that leaves the graph incomplete.
  void Gap(std::string_view code, const SourceSpan& where, std::string message,
           std::string hint = "");

  const PackLimits& limits_;
  DiagnosticSink* sink_;
  Files files_, library_files_;
  std::vector<std::shared_ptr<const Source>> library_;
  std::vector<std::unique_ptr<PackFiles>> packs_;
  std::vector<PackFiles*> order_;
  std::vector<Overlay> overlays_;
  size_t terms_ = 0;  // of all word tables so far
  bool incomplete_ = false;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_PACK_GRAPH_H_
