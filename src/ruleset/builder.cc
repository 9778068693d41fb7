// RuleSetBuilder: files in, one rule set out. Building starts anew from the bytes each time, so
// that a builder may be used again after more was added.

#include <utility>

#include "base/diagnostic_sink.h"
#include "base/file.h"
#include "pack/loader.h"
#include "pack/manifest.h"
#include "rapport/rule_set.h"
#include "ruleset/compile.h"
#include "ruleset/embedded.h"
#include "ruleset/image.h"

namespace rapport {
struct RuleSetBuilder::State {
  struct File {
    std::string name;
    std::shared_ptr<const std::string> bytes;
  };
  const File* CompiledFile() const {
    for (const File& file : files) {
      if (ruleset::IsImage(*file.bytes)) return &file;
    }
    return nullptr;
  }

  PackLimits limits;
  std::vector<File> files;
  bool use_default = false;
  std::vector<Diagnostic> diagnostics;
};

RuleSetBuilder::RuleSetBuilder(const PackLimits& limits) : state_(std::make_unique<State>()) {
  state_->limits = limits;
}
RuleSetBuilder::~RuleSetBuilder() = default;
RuleSetBuilder::RuleSetBuilder(RuleSetBuilder&&) noexcept = default;
RuleSetBuilder& RuleSetBuilder::operator=(RuleSetBuilder&&) noexcept = default;

void RuleSetBuilder::AddFile(std::string name, std::string bytes) {
  state_->files.push_back({std::move(name), std::make_shared<const std::string>(std::move(bytes))});
}

Status RuleSetBuilder::AddPath(const std::string& path) {
  Result<std::string> bytes = ReadFile(path, state_->limits.file_bytes);
  if (bytes.ok() && ruleset::IsImage(*bytes) && bytes->size() > state_->limits.file_bytes) {
    bytes = ReadFile(path, state_->limits.compiled_bytes);
  }
  if (!bytes.ok()) return bytes.status();
  const std::vector<std::string> parts = pack::ListedFiles(path, *bytes, state_->limits);
  AddFile(path, *std::move(bytes));
  for (const std::string& part : parts) {
    Result<std::string> part_bytes = ReadFile(part, pack::FileLimit(part, state_->limits));
    // A missing part is the pack's error: the loader reports it where the manifest lists it.
    if (part_bytes.ok()) AddFile(part, *std::move(part_bytes));
  }
  return Status();
}

void RuleSetBuilder::AddDefault() { state_->use_default = true; }

namespace {

bool AllowWhatIsUsual(const PackLimits& limits) {
  const PackLimits usual;
  return limits.file_bytes >= usual.file_bytes && limits.table_bytes >= usual.table_bytes &&
         limits.yaml_events >= usual.yaml_events && limits.yaml_depth >= usual.yaml_depth &&
         limits.scalar_bytes >= usual.scalar_bytes &&
         limits.files_per_pack >= usual.files_per_pack && limits.phrases >= usual.phrases &&
         limits.phrase_words >= usual.phrase_words && limits.themes >= usual.themes &&
         limits.expression_bytes >= usual.expression_bytes &&
         limits.expression_depth >= usual.expression_depth &&
         limits.compiled_bytes >= usual.compiled_bytes;
}

}  // namespace

Result<std::shared_ptr<const RuleSet>> RuleSetBuilder::BuildCompiled(const std::string& name,
                                                                     bool alone) {
  Result<std::shared_ptr<const RuleSet>> rules =
      Status(StatusCode::kInvalidPack, "a compiled pack stands alone");
  DiagnosticSink sink;
  if (alone) {
    const std::shared_ptr<const std::string>& bytes = state_->CompiledFile()->bytes;
    rules = ruleset::ReadImage(*bytes, bytes, state_->limits);
    if (rules.ok()) return rules;
    const bool too_large = rules.status().code() == StatusCode::kLimitExceeded;
    sink.Error(too_large ? "limit" : "compiled-pack", {}, rules.status().message());
  } else {
    sink.Error("compiled-pack", {}, rules.status().message(),
               "compile all of them together, from their sources");
  }
  state_->diagnostics = sink.Take();
  for (Diagnostic& diagnostic : state_->diagnostics) diagnostic.file = name;
  return rules;
}

Result<std::shared_ptr<const RuleSet>> RuleSetBuilder::Build() {
  state_->diagnostics.clear();
  if (const State::File* compiled = state_->CompiledFile()) {
    return BuildCompiled(compiled->name, state_->files.size() == 1 && !state_->use_default);
  }
  // The image was made within the usual limits; with lower ones the sources say what is over them.
  if (state_->use_default && state_->files.empty() && !ruleset::EmbeddedImage().empty() &&
      AllowWhatIsUsual(state_->limits)) {
    auto rules = ruleset::ReadEmbedded(ruleset::EmbeddedImage(), state_->limits);
    if (rules.ok()) return rules;
  }
  pack::Loader loader(state_->limits);
  for (const ruleset::EmbeddedFile& file : ruleset::EmbeddedFiles()) {
    const std::string name(file.name);
    if (state_->use_default) {
      loader.AddFile(name, std::string(file.bytes));
    } else {
      loader.AddLibraryFile(name, std::string(file.bytes));
    }
  }
  for (const State::File& file : state_->files) loader.AddFile(file.name, *file.bytes);

  DiagnosticSink sink;
  const std::unique_ptr<const pack::LoadedPack> loaded = loader.Load(&sink);
  Result<std::shared_ptr<const RuleSet>> rules =
      loaded != nullptr ? ruleset::Compile(*loaded, state_->limits, &sink)
                        : Status(StatusCode::kInvalidPack, "the packs have errors");
  state_->diagnostics = sink.Take();
  return rules;
}

const std::vector<Diagnostic>& RuleSetBuilder::diagnostics() const { return state_->diagnostics; }

}  // namespace rapport
