// Builders, and the shortcuts that use one.

#include <memory>

#include "getters.h"

using rapport::Diagnostic;
using rapport::RuleSetBuilder;
using rapport::Severity;
using rapport::Status;
using namespace rapport::capi;

namespace {

template <typename Field>
void Override(Field given, Field* limit) {
  if (given != 0) *limit = given;
}

constexpr size_t kMostBytes = size_t{1} << 30;  // sizes and places are 32 bits wide

Status CheckLimits(const rapport_pack_limits& given) {
  if (Status status = CheckStruct(given, "limits"); !status.ok()) return status;
  if (given.reserved != 0) return Invalid("limits.reserved", " is not 0");
  for (size_t bytes : {given.file_bytes, given.table_bytes, given.scalar_bytes,
                       given.expression_bytes, given.compiled_bytes}) {
    if (bytes > kMostBytes) return Invalid("limits", " has a size above 1 GiB");
  }
  return Status();
}

rapport::PackLimits Limits(const rapport_pack_limits* given) {
  rapport::PackLimits limits;
  if (given == nullptr) return limits;
  Override(given->yaml_events, &limits.yaml_events);
  Override(given->yaml_depth, &limits.yaml_depth);
  Override(given->files_per_pack, &limits.files_per_pack);
  Override(given->phrases, &limits.phrases);
  Override(given->phrase_words, &limits.phrase_words);
  Override(given->expression_depth, &limits.expression_depth);
  Override(given->file_bytes, &limits.file_bytes);
  Override(given->table_bytes, &limits.table_bytes);
  Override(given->scalar_bytes, &limits.scalar_bytes);
  Override(given->expression_bytes, &limits.expression_bytes);
  Override(given->compiled_bytes, &limits.compiled_bytes);
  return limits;
}

// Fails with the place of the first error, and says how many there are.
int32_t FailPack(const std::vector<Diagnostic>& diagnostics, rapport_error** error) noexcept {
  const Diagnostic* first = nullptr;
  size_t more = 0;
  for (const Diagnostic& d : diagnostics) {
    if (d.severity != Severity::kError) continue;
    if (first == nullptr) {
      first = &d;
    } else {
      ++more;
    }
  }
  if (first == nullptr) {
    return Fail(rapport::StatusCode::kInvalidPack, "the packs have errors", error);
  }
  try {
    std::string message = first->message;
    if (more > 0) rapport::StrAppend(&message, " (and ", more, more == 1 ? " error" : " errors");
    if (more > 0) message += " more)";
    return Fail(*first, message, error);
  } catch (const std::bad_alloc&) {
    return Fail(rapport::StatusCode::kOutOfMemory, {}, error);
  }
}

// Builds what `add` adds to a builder that the caller does not see.
template <typename Add>
int32_t BuildAtOnce(const Add& add, rapport_ruleset** ruleset, rapport_error** error) noexcept {
  if (ruleset == nullptr) return Guarded(error, [] { return IsNull("ruleset"); });
  *ruleset = nullptr;
  rapport_builder* builder = nullptr;
  int32_t status = rapport_builder_new(nullptr, &builder, error);
  if (status == RAPPORT_OK) status = add(builder);
  if (status == RAPPORT_OK) status = rapport_builder_build(builder, ruleset, error);
  rapport_builder_free(builder);
  return status;
}

}  // namespace

int32_t rapport_builder_new(const rapport_pack_limits* limits, rapport_builder** builder,
                            rapport_error** error) {
  Clear(builder);
  return Guarded(error, [&] {
    if (builder == nullptr) return IsNull("builder");
    if (limits != nullptr) {
      if (Status status = CheckLimits(*limits); !status.ok()) return status;
    }
    *builder = new rapport_builder(Limits(limits));
    return Status();
  });
}

void rapport_builder_free(rapport_builder* builder) { delete builder; }

int32_t rapport_builder_add_default(rapport_builder* builder, rapport_error** error) {
  return Guarded(error, [&] {
    if (builder == nullptr) return IsNull("builder");
    builder->builder.AddDefault();
    return Status();
  });
}

int32_t rapport_builder_add_file(rapport_builder* builder, const char* path, size_t path_length,
                                 rapport_error** error) {
  return Guarded(error, [&] {
    const Text given{"path", path, path_length};
    if (builder == nullptr) return IsNull("builder");
    if (Status status = given.Check(); !status.ok()) return status;
    return builder->builder.AddPath(std::string(given.view()));
  });
}

int32_t rapport_builder_add_bytes(rapport_builder* builder, const char* name, size_t name_length,
                                  const char* bytes, size_t bytes_length, rapport_error** error) {
  return Guarded(error, [&] {
    const Text given_name{"name", name, name_length};
    const Text given_bytes{"bytes", bytes, bytes_length};
    if (builder == nullptr) return IsNull("builder");
    if (Status status = given_name.Check(); !status.ok()) return status;
    if (Status status = given_bytes.Check(); !status.ok()) return status;
    builder->builder.AddFile(std::string(given_name.view()), std::string(given_bytes.view()));
    return Status();
  });
}

int32_t rapport_builder_build(rapport_builder* builder, rapport_ruleset** ruleset,
                              rapport_error** error) {
  Clear(ruleset);
  const int32_t status = Guarded(error, [&] {
    if (builder == nullptr) return IsNull("builder");
    if (ruleset == nullptr) return IsNull("ruleset");
    auto built = builder->builder.Build();
    builder->report = rapport::FormatDiagnostics(builder->builder.diagnostics());
    if (!built.ok()) return built.status();
    *ruleset = new rapport_ruleset(*std::move(built));
    return Status();
  });
  if (status != RAPPORT_INVALID_PACK) return status;
  if (error != nullptr) rapport_error_free(*error);
  return FailPack(builder->builder.diagnostics(), error);
}

int32_t rapport_builder_diagnostic_count(const rapport_builder* builder, size_t* count) {
  return GetCount(builder, &RuleSetBuilder::diagnostics, count);
}

int32_t rapport_builder_diagnostic_severity(const rapport_builder* builder, size_t index,
                                            int32_t* severity) {
  return ItemNumber(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::severity, severity);
}

int32_t rapport_builder_diagnostic_code(const rapport_builder* builder, size_t index,
                                        const char** code, size_t* length) {
  return ItemText(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::code, code, length);
}

int32_t rapport_builder_diagnostic_file(const rapport_builder* builder, size_t index,
                                        const char** file, size_t* length) {
  return ItemText(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::file, file, length);
}

int32_t rapport_builder_diagnostic_place(const rapport_builder* builder, size_t index,
                                         uint32_t* line, uint32_t* column, uint32_t* width) {
  Clear(line), Clear(column), Clear(width);
  return UseItem(builder, &RuleSetBuilder::diagnostics, index, [&](const Diagnostic& d) {
    Set(line, d.line), Set(column, d.column), Set(width, d.length);
    return RAPPORT_OK;
  });
}

int32_t rapport_builder_diagnostic_message(const rapport_builder* builder, size_t index,
                                           const char** message, size_t* length) {
  return ItemText(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::message, message,
                  length);
}

int32_t rapport_builder_diagnostic_snippet(const rapport_builder* builder, size_t index,
                                           const char** snippet, size_t* length) {
  return ItemText(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::snippet, snippet,
                  length);
}

int32_t rapport_builder_diagnostic_hint(const rapport_builder* builder, size_t index,
                                        const char** hint, size_t* length) {
  return ItemText(builder, &RuleSetBuilder::diagnostics, index, &Diagnostic::hint, hint, length);
}

int32_t rapport_builder_report(const rapport_builder* builder, const char** report,
                               size_t* length) {
  Clear(report), Clear(length);
  if (builder == nullptr) return RAPPORT_INVALID_ARGUMENT;
  return Put(builder->report, report, length);
}

int32_t rapport_ruleset_new_default(rapport_ruleset** ruleset, rapport_error** error) {
  return BuildAtOnce(
      [&](rapport_builder* builder) { return rapport_builder_add_default(builder, error); },
      ruleset, error);
}

int32_t rapport_ruleset_new_from_file(const char* path, size_t path_length,
                                      rapport_ruleset** ruleset, rapport_error** error) {
  return BuildAtOnce(
      [&](rapport_builder* builder) {
        return rapport_builder_add_file(builder, path, path_length, error);
      },
      ruleset, error);
}

int32_t rapport_ruleset_new_from_bytes(const char* name, size_t name_length, const char* bytes,
                                       size_t bytes_length, rapport_ruleset** ruleset,
                                       rapport_error** error) {
  return BuildAtOnce(
      [&](rapport_builder* builder) {
        return rapport_builder_add_bytes(builder, name, name_length, bytes, bytes_length, error);
      },
      ruleset, error);
}
