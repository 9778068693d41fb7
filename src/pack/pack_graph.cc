#include "pack/pack_graph.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/draft.h"
#include "pack/format.h"
#include "pack/manifest.h"
#include "pack/name_forms.h"
#include "pack/read.h"
#include "pack/structure.h"
#include "pack/word_table.h"
#include "pack/yaml_reader.h"

namespace rapport::pack {

void PackGraph::Gap(std::string_view code, const SourceSpan& where, std::string message,
                    std::string hint) {
  sink_->Error(code, where, std::move(message), std::move(hint));
  incomplete_ = true;
}

// ---- files ----------------------------------------------------------------------------------

void PackGraph::AddFile(const std::shared_ptr<const Source>& source) {
  if (FindFile(source->name(), /*library=*/false) != nullptr) {
    sink_->Error("duplicate-file", {source.get(), 0, 0}, "a file of this name was added before");
  } else {
    Parse(source, &files_);
  }
}

void PackGraph::AddLibraryFile(std::shared_ptr<const Source> source) {
  library_.push_back(std::move(source));
}

ParsedFile* PackGraph::Parse(const std::shared_ptr<const Source>& source, Files* files) {
  auto file = std::make_unique<ParsedFile>();
  file->source = source;
  if (IsWordTable(source->name())) {
    file->role = Role::kWordTable;
    file->words = ReadWordTable(*source, limits_, kMostTerms - terms_, sink_);
    terms_ += file->words.rows.size();
    files->push_back(std::move(file));
    return files->back().get();
  }
  std::optional<Node> root = ReadYaml(*source, limits_, sink_);
  if (root && CheckFormat(*root)) {
    const bool overlay = root->FindAny("overlay") != nullptr;
    const bool manifest = root->FindAny("pack") != nullptr && !overlay;
    if (root->is_map()) {
      file->role = overlay ? Role::kOverlay : manifest ? Role::kManifest : Role::kPart;
    }
    if (!CheckStructure(&*root, overlay ? OverlayShape() : FileShape(), sink_)) incomplete_ = true;
    file->root = *std::move(root);
  } else {
    incomplete_ = true;
  }
  files->push_back(std::move(file));
  return files->back().get();
}

// A file of another format is not read as if it were of ours.
bool PackGraph::CheckFormat(const Node& root) {
  const Node* version = root.Find("rapport");
  if (version == nullptr || !version->is_scalar() || version->value == "1") return true;
  sink_->Error("format-version", version->span,
               StrCat("format ", Quoted(version->value), " is not known"),
               "this version of Rapport reads `rapport: 1`");
  return false;
}

ParsedFile* PackGraph::FindFile(const std::string& name, bool library) {
  for (const auto& file : library ? library_files_ : files_) {
    if (file->source->name() == name) return file.get();
  }
  if (!library) return nullptr;
  for (const auto& source : library_) {
    if (source->name() == name) return Parse(source, &library_files_);
  }
  return nullptr;
}

std::string PackGraph::NearestFile(const std::string& name, bool library) const {
  std::vector<std::string_view> names;
  if (library) {
    for (const auto& source : library_) names.push_back(source->name());
  } else {
    for (const auto& file : files_) names.push_back(file->source->name());
  }
  return DidYouMean(name, names);
}

std::vector<std::shared_ptr<const Source>> PackGraph::Sources() const {
  std::vector<std::shared_ptr<const Source>> sources;
  for (const auto& file : files_) sources.push_back(file->source);
  for (const auto& file : library_files_) sources.push_back(file->source);
  return sources;
}

// ---- packs ----------------------------------------------------------------------------------

void PackGraph::Resolve() {
  for (const auto& file : files_) {
    if (file->role == Role::kManifest) AddPack(file.get(), /*library=*/false);
  }
  FindOverlaid();
  // Grows while it runs: by the packs of the library that others extend.
  for (size_t i = 0; i < packs_.size(); ++i) ResolveExtends(packs_[i].get());
  for (const auto& pack : packs_) ResolveFiles(pack.get());
  ReadOverlays();
  CheckUnlisted();
  Sort();
  if (!incomplete_ && packs_.empty()) {
    Gap("no-pack", {}, "no file holds a pack", "one file must begin with `rapport: 1` and `pack:`");
  }
}

void PackGraph::AddPack(ParsedFile* manifest, bool library) {
  const Node* header = manifest->root.Find("pack");
  auto pack = std::make_unique<PackFiles>();
  if (header != nullptr && header->is_map()) pack->header = ReadHeader(*header);
  pack->manifest = manifest;
  pack->library = library;
  pack->files = {manifest};
  manifest->used = true;
  if (pack->header.id.empty()) {  // reported by the check of its structure
    incomplete_ = true;
    return;
  }
  if (const PackFiles* other = FindPack(pack->header.id)) {
    Gap("duplicate-pack", pack->header.span,
        StrCat("pack ", Quoted(pack->header.id), " is already defined at ",
               PlaceOf(other->header.span)));
  }
  packs_.push_back(std::move(pack));
}

PackFiles* PackGraph::FindPack(const std::string& id) const {
  for (const auto& pack : packs_) {
    if (pack->header.id == id) return pack.get();
  }
  return nullptr;
}

// A pack of the library is looked for without a word about files that are not used.
PackFiles* PackGraph::FindLibraryPack(const std::string& id) {
  for (const auto& source : library_) {
    if (IsWordTable(source->name())) continue;
    if (source->bytes().find(id) == std::string_view::npos) continue;
    DiagnosticSink unheard;
    const std::optional<Node> root = ReadYaml(*source, limits_, &unheard);
    const Node* header = root ? root->Find("pack") : nullptr;
    const Node* name = header == nullptr ? nullptr : header->Find("id");
    if (name == nullptr || name->value != id) continue;
    AddPack(Parse(source, &library_files_), /*library=*/true);
    return FindPack(id);
  }
  return nullptr;
}

std::string PackGraph::NearestPack(const std::string& id) const {
  std::vector<std::string_view> ids;
  for (const auto& pack : packs_) ids.push_back(pack->header.id);
  return DidYouMean(id, ids);
}

void PackGraph::ResolveExtends(PackFiles* pack) {
  for (const Text& parent : pack->header.extends) {
    if (!PackIdForm().matches(parent.value)) {  // reported by the check of its structure
      incomplete_ = true;
      continue;
    }
    PackFiles* found = FindPack(parent.value);
    if (found == nullptr) found = FindLibraryPack(parent.value);
    if (found == nullptr) {
      Gap("unknown-pack", parent.span, StrCat("there is no pack ", Quoted(parent.value)),
          NearestPack(parent.value));
    } else if (!pack->library) {
      found->extended = true;
    }
  }
}

void PackGraph::ResolveFiles(PackFiles* pack) {
  const std::vector<Text>& files = pack->header.files;
  if (files.size() + 1 > limits_.files_per_pack) {
    const size_t first = limits_.files_per_pack > 0 ? limits_.files_per_pack - 1 : 0;
    Gap("limit", files.empty() ? pack->header.span : files[first].span,
        StrCat("more than ", limits_.files_per_pack, " files in one pack"));
    return;
  }
  for (const Text& listed : files) {
    if (FileNameForm().matches(listed.value)) {
      ResolveFile(listed, pack);
    } else {
      incomplete_ = true;
    }
  }
}

void PackGraph::ResolveFile(const Text& listed, PackFiles* pack) {
  const std::string name = ResolveListed(pack->manifest->source->name(), listed.value);
  ParsedFile* file = FindFile(name, pack->library);
  if (file == nullptr) {
    Gap("missing-file", listed.span, StrCat("there is no file ", Quoted(name)),
        NearestFile(name, pack->library));
  } else if (file->role == Role::kManifest) {
    sink_->Error("file-role", listed.span, StrCat(Quoted(name), " is a pack of its own"),
                 "extend it instead");
  } else if (file->role == Role::kOverlay) {
    sink_->Error("file-role", listed.span,
                 StrCat(Quoted(name), " is an overlay, which belongs to no pack"),
                 "add it by itself");
  } else if (file->used) {
    sink_->Error("duplicate-file", listed.span, StrCat(Quoted(name), " is already part of a pack"));
  } else {
    file->used = true;
    pack->files.push_back(file);
  }
}

void PackGraph::CheckUnlisted() {
  for (const auto& file : files_) {
    if ((file->role != Role::kPart && file->role != Role::kWordTable) || file->used) continue;
    sink_->Error("unlisted-file", {file->source.get(), 0, 0}, "this file is part of no pack",
                 file->role == Role::kWordTable
                     ? "list it under `files:` of a pack, or as `words:` of an overlay"
                     : "list it under `files:` of a pack, or give it a `pack:`");
  }
}

// An overlay brings its base along, when that is a pack of the library.
void PackGraph::FindOverlaid() {
  for (const auto& file : files_) {
    if (file->role != Role::kOverlay) continue;
    const std::string id = ReadOverlay(file->root).pack_id;
    if (id.empty() || FindPack(id) != nullptr) continue;
    if (PackFiles* base = FindLibraryPack(id)) base->overlaid = true;
  }
}

void PackGraph::ReadOverlays() {
  for (const auto& file : files_) {
    if (file->role != Role::kOverlay) continue;
    Overlay overlay = ReadOverlay(file->root);
    if (overlay.pack_id.empty()) continue;  // reported by the check of its structure
    if (FindPack(overlay.pack_id) == nullptr && !incomplete_) {
      sink_->Error("unknown-pack", overlay.base.span,
                   StrCat("there is no pack ", Quoted(overlay.pack_id)),
                   NearestPack(overlay.pack_id));
    }
    ReadOverlayWords(*file, &overlay);
    overlays_.push_back(std::move(overlay));
  }
}

void PackGraph::ReadOverlayWords(const ParsedFile& file, Overlay* overlay) {
  const Node* header = file.root.Find("overlay");
  const Node* listed = header == nullptr ? nullptr : header->Find("words");
  if (listed == nullptr || !FileNameForm().matches(listed->value)) return;
  const std::string name = ResolveListed(file.source->name(), listed->value);
  ParsedFile* table = FindFile(name, /*library=*/false);
  if (!IsWordTable(name)) {
    sink_->Error("file-role", listed->span, StrCat(Quoted(name), " is not a word table"),
                 "the name of a word table ends in .tsv");
    if (table != nullptr) table->used = true;
  } else if (table == nullptr) {
    Gap("missing-file", listed->span, StrCat("there is no file ", Quoted(name)),
        NearestFile(name, /*library=*/false));
  } else {
    table->used = true;
    overlay->words = table->words;
  }
}

// ---- order ----------------------------------------------------------------------------------

void PackGraph::Sort() {
  std::vector<PackFiles*> path;
  for (const auto& pack : packs_) {
    if (pack->is_root()) Visit(pack.get(), &order_, &path);
  }
  for (const auto& pack : packs_) Visit(pack.get(), &order_, &path);  // what extends itself
}

std::vector<PackFiles*> PackGraph::Closure(PackFiles* pack) {
  std::vector<PackFiles*> order, path;
  Visit(pack, &order, &path);
  return order;
}

void PackGraph::Visit(PackFiles* pack, std::vector<PackFiles*>* order,
                      std::vector<PackFiles*>* path) {
  if (std::find(order->begin(), order->end(), pack) != order->end()) return;
  path->push_back(pack);
  for (const Text& parent : pack->header.extends) {
    PackFiles* found = FindPack(parent.value);
    if (found == nullptr) continue;
    if (std::find(path->begin(), path->end(), found) != path->end()) {
      Gap("extends-cycle", parent.span,
          StrCat("pack ", Quoted(pack->header.id), " cannot extend ", Quoted(parent.value),
                 ", which builds on it"));
    } else if (path->size() >= limits_.files_per_pack) {
      Gap("limit", parent.span,
          StrCat("packs extend one another more than ", limits_.files_per_pack, " deep"));
    } else {
      Visit(found, order, path);
    }
  }
  path->pop_back();
  order->push_back(pack);
}

}  // namespace rapport::pack
