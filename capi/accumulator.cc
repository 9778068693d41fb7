// Accumulators: lines in, reports and saved bytes out.

#include "rapport/accumulator.h"

#include "handles.h"
#include "inputs.h"

using namespace rapport;  // the C names all begin with rapport_
using namespace rapport::capi;

namespace {

Status Take(Result<Accumulator> made, rapport_accumulator** accumulator) {
  if (!made.ok()) return made.status();
  *accumulator = new rapport_accumulator(*std::move(made));
  return Status();
}

}  // namespace

int32_t rapport_accumulator_new(const rapport_ruleset* ruleset, const char* kind,
                                size_t kind_length, const char* options, size_t options_length,
                                rapport_accumulator** accumulator, rapport_error** error) {
  Clear(accumulator);
  return Guarded(error, [&] {
    const Text name{"kind", kind, kind_length};
    const Text given{"options", options, options_length};
    if (ruleset == nullptr) return IsNull("ruleset");
    if (accumulator == nullptr) return IsNull("accumulator");
    if (Status status = First(name.Check(), given.Check()); !status.ok()) return status;
    return Take(Accumulator::Create(ruleset->rules, name.view(), given.view()), accumulator);
  });
}

int32_t rapport_accumulator_load(const rapport_ruleset* ruleset, const char* bytes,
                                 size_t bytes_length, rapport_accumulator** accumulator,
                                 rapport_error** error) {
  Clear(accumulator);
  return Guarded(error, [&] {
    const Text given{"bytes", bytes, bytes_length};
    if (ruleset == nullptr) return IsNull("ruleset");
    if (accumulator == nullptr) return IsNull("accumulator");
    if (Status status = given.Check(); !status.ok()) return status;
    return Take(Accumulator::Load(ruleset->rules, given.view()), accumulator);
  });
}

void rapport_accumulator_free(rapport_accumulator* accumulator) { delete accumulator; }

int32_t rapport_accumulator_kind(const rapport_accumulator* accumulator, const char** kind,
                                 size_t* length) {
  Clear(kind), Clear(length);
  if (accumulator == nullptr || kind == nullptr) return RAPPORT_INVALID_ARGUMENT;
  SetText(accumulator->accumulator.kind(), kind, length);
  return RAPPORT_OK;
}

int32_t rapport_accumulator_add_json(rapport_accumulator* accumulator, const char* line,
                                     size_t line_length, rapport_error** error) {
  return Guarded(error, [&] {
    const Text given{"line", line, line_length};
    if (accumulator == nullptr) return IsNull("accumulator");
    if (Status status = given.Check(); !status.ok()) return status;
    return accumulator->accumulator.Add(given.view());
  });
}

int32_t rapport_accumulator_merge(rapport_accumulator* accumulator,
                                  const rapport_accumulator* other, rapport_error** error) {
  return Guarded(error, [&] {
    if (accumulator == nullptr) return IsNull("accumulator");
    if (other == nullptr) return IsNull("other");
    return accumulator->accumulator.Merge(other->accumulator);
  });
}

int32_t rapport_accumulator_save(rapport_accumulator* accumulator, const char** bytes,
                                 size_t* length, rapport_error** error) {
  Clear(bytes), Clear(length);
  return Guarded(error, [&] {
    if (accumulator == nullptr) return IsNull("accumulator");
    if (bytes == nullptr) return IsNull("bytes");
    Status status = accumulator->accumulator.Save(&accumulator->text);
    if (status.ok()) SetText(accumulator->text, bytes, length);
    return status;
  });
}

int32_t rapport_accumulator_report_json(rapport_accumulator* accumulator, const char** json,
                                        size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    if (accumulator == nullptr) return IsNull("accumulator");
    if (json == nullptr) return IsNull("json");
    Status status = accumulator->accumulator.Report(&accumulator->text);
    if (status.ok()) SetText(accumulator->text, json, length);
    return status;
  });
}
