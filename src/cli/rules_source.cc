#include "cli/rules_source.h"

#include <iostream>
#include <utility>

#include "base/diagnostic_sink.h"
#include "base/file.h"
#include "base/strings.h"
#include "pack/loader.h"
#include "pack/manifest.h"
#include "rapport/limits.h"
#include "ruleset/compile.h"
#include "ruleset/embedded.h"
#include "ruleset/image.h"

namespace rapport::cli {
Status LoadRules(const std::vector<std::string>& paths, LoadedRules* out, bool ignore_learned) {
  const PackLimits limits;
  pack::Loader loader(limits);
  if (ignore_learned) loader.IgnoreLearned();
  for (const ruleset::EmbeddedFile& file : ruleset::EmbeddedFiles()) {
    if (paths.empty()) {
      loader.AddFile(std::string(file.name), std::string(file.bytes));
    } else {
      loader.AddLibraryFile(std::string(file.name), std::string(file.bytes));
    }
  }
  for (const std::string& path : paths) {
    Result<std::string> bytes = ReadFile(path, limits.file_bytes);
    if (!bytes.ok()) return bytes.status();
    if (ruleset::IsImage(*bytes)) {
      return Status(StatusCode::kInvalidPack,
                    StrCat("'", path, "' is a compiled pack: name the files it was compiled from"));
    }
    const std::vector<std::string> parts = pack::ListedFiles(path, *bytes, limits);
    loader.AddFile(path, *std::move(bytes));
    for (const std::string& part : parts) {
      Result<std::string> part_bytes = ReadFile(part, pack::FileLimit(part, limits));
      // A missing part is the pack's error: the loader reports it where the manifest lists it.
      if (part_bytes.ok()) loader.AddFile(part, *std::move(part_bytes));
    }
  }
  DiagnosticSink sink;
  out->pack = loader.Load(&sink);
  Status status;
  if (out->pack != nullptr) {
    auto rules = ruleset::Compile(*out->pack, limits, &sink);
    if (rules.ok()) {
      out->rules = *std::move(rules);
    } else if (rules.status().code() != StatusCode::kInvalidPack) {
      status = rules.status();
    }
  }
  out->diagnostics = sink.Take();
  return status;
}

Status BuildRules(const std::vector<std::string>& paths, LoadedRules* out) {
  RuleSetBuilder builder;
  if (paths.empty()) builder.AddDefault();
  for (const std::string& path : paths) {
    if (Status status = builder.AddPath(path); !status.ok()) return status;
  }
  auto rules = builder.Build();
  out->diagnostics = builder.diagnostics();
  if (rules.ok()) {
    out->rules = *std::move(rules);
    return Status();
  }
  return out->diagnostics.empty() ? rules.status() : Status();
}

ExitCode RequireRules(const std::vector<std::string>& paths,
                      std::shared_ptr<const RuleSet>* rules) {
  LoadedRules loaded;
  const Status status = BuildRules(paths, &loaded);
  if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (loaded.rules == nullptr) {
    std::cerr << FormatDiagnostics(loaded.diagnostics);
    return kFindings;
  }
  *rules = std::move(loaded.rules);
  return kSuccess;
}

}  // namespace rapport::cli
