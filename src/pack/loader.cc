// Which files make which pack, and in which order packs are merged. The work on what the files say
// is done elsewhere: yaml_reader, structure, gather, merge, overlay, read, validate.

#include "pack/loader.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/canonical.h"
#include "pack/draft.h"
#include "pack/format.h"
#include "pack/manifest.h"
#include "pack/name_forms.h"
#include "pack/overlay.h"
#include "pack/read.h"
#include "pack/structure.h"
#include "pack/validate.h"
#include "pack/yaml_reader.h"

namespace rapport::pack {
namespace {

enum class Role { kUnreadable, kManifest, kPart, kOverlay };

struct ParsedFile {
  std::shared_ptr<const Source> source;
  Role role = Role::kUnreadable;
  Node root;
  bool used = false;  // a manifest lists it
};

struct PackFiles {
  Header header;
  ParsedFile* manifest = nullptr;
  std::vector<ParsedFile*> files;  // the manifest first
  bool library = false;
  bool extended = false;  // by a pack that is not of the library
};

// Reading in which nobody listens: to look into files, and to compute hashes of states that are
// reported on elsewhere.
class Unheard {
 public:
  DiagnosticSink* get() { return &sink_; }

 private:
  DiagnosticSink sink_;
};

class Loading {
 public:
  Loading(const PackLimits& limits, DiagnosticSink* sink) : limits_(limits), sink_(sink) {}

  void AddFile(const std::shared_ptr<const Source>& source) {
    if (FindFile(source->name(), /*library=*/false) != nullptr) {
      sink_->Error("duplicate-file", {source.get(), 0, 0}, "a file of this name was added before");
    } else {
      Parse(source, sink_, &files_);
    }
  }
  void AddLibrary(const std::shared_ptr<const Source>& source) { library_.push_back(source); }

  std::unique_ptr<const LoadedPack> Run() {
    for (auto& file : files_) {
      if (file->role == Role::kManifest) AddPack(file.get(), /*library=*/false);
    }
    // Packs may be added while this runs: those of the library that others extend.
    for (size_t i = 0; i < packs_.size(); ++i) ResolveExtends(packs_[i].get());
    for (auto& pack : packs_) ResolveFiles(pack.get());
    CheckUnlisted();
    const std::vector<PackFiles*> order = Order();
    if (!incomplete_ && packs_.empty()) {
      sink_->Error("no-pack", {}, "no file holds a pack",
                   "one file must begin with `rapport: 1` and `pack:`");
      return nullptr;
    }
    std::map<std::string, Draft> drafts = GatherAll();
    if (incomplete_) {
      // What is missing might be what others name; only what stands alone can be judged.
      for (auto& pack : packs_) {
        if (pack->header.extends.empty()) ReadPack(drafts[pack->header.id], sink_);
      }
      return nullptr;
    }
    return Finish(order, drafts);
  }

 private:
  using Files = std::vector<std::unique_ptr<ParsedFile>>;

  // ---- files
  // --------------------------------------------------------------------------------------

  ParsedFile* Parse(const std::shared_ptr<const Source>& source, DiagnosticSink* sink,
                    Files* files) {
    auto file = std::make_unique<ParsedFile>();
    file->source = source;
    std::optional<Node> root = ReadYaml(*source, limits_, sink);
    if (root && CheckFormat(*root, sink)) {
      const bool overlay = root->FindAny("overlay") != nullptr;
      const bool manifest = root->FindAny("pack") != nullptr && !overlay;
      if (root->is_map()) {
        file->role = overlay ? Role::kOverlay : manifest ? Role::kManifest : Role::kPart;
      }
      if (!CheckStructure(&*root, overlay ? OverlayShape() : FileShape(), sink)) incomplete_ = true;
      file->root = *std::move(root);
    } else {
      incomplete_ = true;
    }
    files->push_back(std::move(file));
    return files->back().get();
  }

  // A file of another format is not read as if it were of ours.
  static bool CheckFormat(const Node& root, DiagnosticSink* sink) {
    const Node* version = root.Find("rapport");
    if (version == nullptr || !version->is_scalar() || version->value == "1") return true;
    sink->Error("format-version", version->span,
                StrCat("format ", Quoted(version->value), " is not known"),
                "this version of Rapport reads `rapport: 1`");
    return false;
  }

  void AddPack(ParsedFile* manifest, bool library) {
    const Node* header = manifest->root.Find("pack");
    auto pack = std::make_unique<PackFiles>();
    if (header != nullptr && header->is_map()) pack->header = ReadHeader(*header);
    pack->manifest = manifest;
    pack->library = library;
    pack->files = {manifest};
    if (pack->header.id.empty()) {  // reported by the check of its structure
      incomplete_ = true;
      manifest->used = true;
      return;
    }
    if (const PackFiles* other = FindPack(pack->header.id)) {
      sink_->Error("duplicate-pack", pack->header.span,
                   StrCat("pack ", Quoted(pack->header.id), " is already defined at ",
                          PlaceOf(other->header.span)));
      incomplete_ = true;
    }
    packs_.push_back(std::move(pack));
  }

  PackFiles* FindPack(const std::string& id) const {
    for (const auto& pack : packs_) {
      if (pack->header.id == id) return pack.get();
    }
    return nullptr;
  }

  // A pack of the library is read when somebody extends it.
  PackFiles* FindLibraryPack(const std::string& id) {
    for (const auto& source : library_) {
      Unheard unheard;
      const std::optional<Node> root = ReadYaml(*source, limits_, unheard.get());
      const Node* header = root ? root->Find("pack") : nullptr;
      const Node* name = header == nullptr ? nullptr : header->Find("id");
      if (name == nullptr || name->value != id) continue;
      AddPack(Parse(source, sink_, &library_files_), /*library=*/true);
      return FindPack(id);
    }
    return nullptr;
  }

  void ResolveExtends(PackFiles* pack) {
    for (const Text& parent : pack->header.extends) {
      if (!PackIdForm().matches(parent.value)) {  // reported by the check of its structure
        incomplete_ = true;
        continue;
      }
      PackFiles* found = FindPack(parent.value);
      if (found == nullptr) found = FindLibraryPack(parent.value);
      if (found == nullptr) {
        std::vector<std::string_view> ids;
        for (const auto& other : packs_) ids.push_back(other->header.id);
        sink_->Error("unknown-pack", parent.span, StrCat("there is no pack ", Quoted(parent.value)),
                     DidYouMean(parent.value, ids));
        incomplete_ = true;
      } else if (!pack->library) {
        found->extended = true;
      }
    }
  }

  void ResolveFiles(PackFiles* pack) {
    if (pack->header.files.size() + 1 > limits_.files_per_pack) {
      sink_->Error("limit", pack->header.files[limits_.files_per_pack - 1].span,
                   StrCat("a pack has at most ", limits_.files_per_pack, " files"));
      incomplete_ = true;
      return;
    }
    for (const Text& listed : pack->header.files) {
      if (!FileNameForm().matches(listed.value)) {
        incomplete_ = true;
        continue;
      }
      const std::string name = ResolveListed(pack->manifest->source->name(), listed.value);
      ParsedFile* file = FindFile(name, pack->library);
      if (file == nullptr) {
        MissingFile(listed, name, *pack);
      } else if (file->role == Role::kManifest || file->role == Role::kOverlay) {
        sink_->Error("file-role", listed.span,
                     StrCat(Quoted(name), file->role == Role::kManifest
                                              ? " is a pack of its own"
                                              : " is an overlay, which belongs to no pack"),
                     file->role == Role::kManifest ? "extend it instead" : "add it by itself");
      } else if (file->used) {
        sink_->Error("duplicate-file", listed.span,
                     StrCat(Quoted(name), " is already part of a pack"));
      } else {
        file->used = true;
        pack->files.push_back(file);
      }
    }
  }

  ParsedFile* FindFile(const std::string& name, bool library) {
    for (const auto& file : library ? library_files_ : files_) {
      if (file->source->name() == name) return file.get();
    }
    if (!library) return nullptr;
    for (const auto& source : library_) {
      if (source->name() == name) return Parse(source, sink_, &library_files_);
    }
    return nullptr;
  }

  void MissingFile(const Text& listed, const std::string& name, const PackFiles& pack) {
    std::vector<std::string_view> names;
    for (const auto& file : files_) names.push_back(file->source->name());
    if (pack.library) {
      names.clear();
      for (const auto& source : library_) names.push_back(source->name());
    }
    sink_->Error("missing-file", listed.span, StrCat("there is no file ", Quoted(name)),
                 DidYouMean(name, names));
    incomplete_ = true;
  }

  void CheckUnlisted() {
    for (const auto& file : files_) {
      if (file->role != Role::kPart || file->used) continue;
      sink_->Error("unlisted-file", {file->source.get(), 0, 0}, "this file is part of no pack",
                   "list it under `files:` of a pack, or give it a `pack:`");
    }
  }

  // ---- packs
  // --------------------------------------------------------------------------------------

  // Parents first, each once; roots in the order in which they were added.
  std::vector<PackFiles*> Order() {
    std::vector<PackFiles*> order, path;
    for (const auto& pack : packs_) {
      if (!pack->extended && !pack->library) Visit(pack.get(), &order, &path);
    }
    // What is left extends itself.
    for (const auto& pack : packs_) Visit(pack.get(), &order, &path);
    return order;
  }

  void Visit(PackFiles* pack, std::vector<PackFiles*>* order, std::vector<PackFiles*>* path) {
    if (std::find(order->begin(), order->end(), pack) != order->end()) return;
    path->push_back(pack);
    for (const Text& parent : pack->header.extends) {
      PackFiles* found = FindPack(parent.value);
      if (found == nullptr) continue;
      if (std::find(path->begin(), path->end(), found) != path->end()) {
        sink_->Error("extends-cycle", parent.span,
                     StrCat("pack ", Quoted(pack->header.id), " cannot extend ",
                            Quoted(parent.value), ", which builds on it"));
        incomplete_ = true;
      } else if (path->size() >= limits_.files_per_pack) {
        sink_->Error(
            "limit", parent.span,
            StrCat("packs extend one another more than ", limits_.files_per_pack, " deep"));
        incomplete_ = true;
      } else {
        Visit(found, order, path);
      }
    }
    path->pop_back();
    order->push_back(pack);
  }

  std::map<std::string, Draft> GatherAll() {
    std::map<std::string, Draft> drafts;
    for (const auto& pack : packs_) {
      Draft& draft = drafts[pack->header.id];
      draft.pack_id = pack->header.id;
      for (const ParsedFile* file : pack->files) Gather(file->root, &draft, sink_);
    }
    return drafts;
  }

  // ---- overlays
  // -----------------------------------------------------------------------------------

  std::vector<Overlay> Overlays() {
    std::vector<Overlay> overlays;
    for (const auto& file : files_) {
      if (file->role != Role::kOverlay) continue;
      Overlay overlay = ReadOverlay(file->root);
      if (overlay.pack_id.empty()) continue;
      if (FindPack(overlay.pack_id) == nullptr) {
        std::vector<std::string_view> ids;
        for (const auto& pack : packs_) ids.push_back(pack->header.id);
        sink_->Error("unknown-pack", overlay.base.span,
                     StrCat("there is no pack ", Quoted(overlay.pack_id)),
                     DidYouMean(overlay.pack_id, ids));
      }
      overlays.push_back(std::move(overlay));
    }
    return overlays;
  }

  static std::string HashOfState(const Draft& draft, const Header& header) {
    Unheard unheard;
    Pack pack = ReadPack(draft, unheard.get());
    pack.header = header;
    const Validation v{draft, PackLimits(), unheard.get()};
    OrderLists(v, &pack);
    return HashOf(pack);
  }

  // The pack with what it extends and nothing else: what it is when it is loaded by itself.
  std::string HashAlone(PackFiles* pack, const std::map<std::string, Draft>& drafts) {
    std::vector<PackFiles*> order, path;
    Visit(pack, &order, &path);
    Unheard unheard;
    Draft state;
    for (const PackFiles* part : order) Merge(drafts.at(part->header.id), &state, unheard.get());
    return HashOfState(state, pack->header);
  }

  // ---- the end
  // ------------------------------------------------------------------------------------

  std::unique_ptr<const LoadedPack> Finish(const std::vector<PackFiles*>& order,
                                           const std::map<std::string, Draft>& drafts) {
    const std::vector<Overlay> overlays = Overlays();
    auto loaded = std::make_unique<LoadedPack>();
    Draft state;
    std::set<std::string> roots;
    const PackFiles* last = nullptr;
    for (PackFiles* pack : order) {
      const Draft& draft = drafts.at(pack->header.id);
      Merge(draft, &state, sink_);
      for (const Overlay& overlay : overlays) {
        if (overlay.pack_id != pack->header.id) continue;
        const std::vector<std::string> hashes = {HashOfState(state, pack->header),
                                                 HashAlone(pack, drafts)};
        if (MatchesBase(overlay, pack->header.version, hashes, sink_)) {
          ApplyOverlay(overlay, &state, sink_);
        }
      }
      if (pack->extended || pack->library) continue;
      roots.insert(pack->header.id);
      state.tests.insert(state.tests.end(), draft.tests.begin(), draft.tests.end());
      last = pack;
    }
    loaded->pack = ReadPack(state, sink_);
    if (last != nullptr) loaded->pack.header = last->header;
    Validate(state, &loaded->pack);
    if (!sink_->has_errors()) {
      WarnUnused({state, limits_, sink_}, loaded->pack, roots);
      loaded->hash = HashOf(loaded->pack);
      for (const auto& file : files_) loaded->sources.push_back(file->source);
      for (const auto& file : library_files_) loaded->sources.push_back(file->source);
      return loaded;
    }
    return nullptr;
  }

  void Validate(const Draft& state, Pack* pack) {
    const Validation v{state, limits_, sink_};
    ValidateNameSpace(v, *pack);
    ValidateReferences(v, *pack);
    ValidateLines(v, *pack);
    ValidateText(v, *pack);
    const std::set<std::string> in_cycle = OrderLists(v, pack);
    ValidatePhrases(v, *pack, in_cycle);
    ValidateExpressions(v, *pack);
    pack->tests = ReadTests(v, *pack, state.tests);
  }

  const PackLimits& limits_;
  DiagnosticSink* sink_;
  Files files_, library_files_;
  std::vector<std::shared_ptr<const Source>> library_;
  std::vector<std::unique_ptr<PackFiles>> packs_;
  // Something could not be read at all, so that names may be missing.
  bool incomplete_ = false;
};

}  // namespace

void Loader::AddFile(std::string name, std::string bytes) {
  files_.push_back({std::make_shared<const Source>(std::move(name), std::move(bytes)), false});
}

void Loader::AddLibraryFile(std::string name, std::string bytes) {
  files_.push_back({std::make_shared<const Source>(std::move(name), std::move(bytes)), true});
}

std::unique_ptr<const LoadedPack> Loader::Load(DiagnosticSink* sink) const {
  Loading loading(limits_, sink);
  for (const File& file : files_) {
    if (file.library) {
      loading.AddLibrary(file.source);
    } else {
      loading.AddFile(file.source);
    }
  }
  return loading.Run();
}

std::string LoadedPack::Name() const {
  return StrCat(pack.header.id, "@", pack.header.version, "#", hash.substr(0, 16));
}

}  // namespace rapport::pack
