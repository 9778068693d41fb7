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

namespace rapport {
struct RuleSetBuilder::State {
  struct File {
    std::string name;
    std::string bytes;
  };
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
  state_->files.push_back({std::move(name), std::move(bytes)});
}

Status RuleSetBuilder::AddPath(const std::string& path) {
  Result<std::string> bytes = ReadFile(path, state_->limits.file_bytes);
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

Result<std::shared_ptr<const RuleSet>> RuleSetBuilder::Build() {
  pack::Loader loader(state_->limits);
  for (const ruleset::EmbeddedFile& file : ruleset::EmbeddedFiles()) {
    const std::string name(file.name);
    if (state_->use_default) {
      loader.AddFile(name, std::string(file.bytes));
    } else {
      loader.AddLibraryFile(name, std::string(file.bytes));
    }
  }
  for (const State::File& file : state_->files) loader.AddFile(file.name, file.bytes);

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
