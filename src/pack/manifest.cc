#include "pack/manifest.h"

#include "base/strings.h"
#include "pack/name_forms.h"
#include "pack/word_table.h"
#include "pack/yaml_reader.h"

namespace rapport::pack {

std::string ResolveListed(std::string_view manifest, std::string_view listed) {
  const size_t slash = manifest.find_last_of("/\\");
  if (slash == std::string_view::npos) return std::string(listed);
  return StrCat(manifest.substr(0, slash + 1), listed);
}

std::vector<std::string> ListedFiles(const std::string& name, std::string_view bytes,
                                     const PackLimits& limits) {
  const Source source(name, std::string(bytes));
  DiagnosticSink unheard;
  const std::optional<Node> root = ReadYaml(source, limits, &unheard);
  std::vector<std::string> files;
  if (!root) return files;
  if (const Node* overlay = root->Find("overlay")) {
    const Node* words = overlay->Find("words");
    if (words != nullptr && words->is_scalar() && FileNameForm().matches(words->value) &&
        IsWordTable(words->value)) {
      files.push_back(ResolveListed(name, words->value));
    }
    return files;
  }
  const Node* pack = root->Find("pack");
  const Node* listed = pack == nullptr ? nullptr : pack->Find("files");
  if (listed == nullptr || !listed->is_list()) return files;
  for (const Node& file : listed->children) {
    if (files.size() >= limits.files_per_pack) break;
    // A name that the loader would refuse must not be read from disk either.
    if (file.is_scalar() && FileNameForm().matches(file.value)) {
      files.push_back(ResolveListed(name, file.value));
    }
  }
  return files;
}

size_t FileLimit(std::string_view name, const PackLimits& limits) {
  return IsWordTable(name) ? limits.table_bytes : limits.file_bytes;
}

}  // namespace rapport::pack
