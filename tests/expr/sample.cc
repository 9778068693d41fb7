#include "sample.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace rapport::expr {
namespace {

struct SampleName {
  const char* name;
  Type type;
  std::vector<std::string> values;
};

const std::vector<SampleName>& Names() {
  static const std::vector<SampleName> kNames = {
      {"contacts", TypeKind::kInt, {}},
      {"rating", TypeKind::kDouble, {}},
      {"vip", TypeKind::kBool, {}},
      {"name", TypeKind::kString, {}},
      {"wait", TypeKind::kDuration, {}},
      {"opened", TypeKind::kTimestamp, {}},
      {"tier", TypeKind::kString, {"bronze", "silver", "gold"}},
      {"tags", Type::List(TypeKind::kString), {"new", "angry"}},
      {"counts", Type::Map(TypeKind::kString, TypeKind::kInt), {}},
      {"data", TypeKind::kDyn, {}},
      {"limit.discount", TypeKind::kInt, {}},
      {"problem", TypeKind::kInt, {}},
  };
  return kNames;
}

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

const Declarations& SampleNames() {
  static const Declarations kDeclarations = [] {
    Declarations names;
    int32_t slot = 0;
    for (const SampleName& name : Names()) names.Add(name.name, {name.type, slot++, name.values});
    return names;
  }();
  return kDeclarations;
}

SampleValues::SampleValues(std::string_view text) {
  slots_.resize(Names().size());
  while (!text.empty()) {
    const size_t semicolon = std::min(text.find(';'), text.size());
    const std::string_view binding = text.substr(0, semicolon);
    text.remove_prefix(std::min(semicolon + 1, text.size()));
    const size_t equals = binding.find('=');
    const std::string_view name = Trim(binding.substr(0, equals));
    const std::string_view value = Trim(binding.substr(equals + 1));
    const Declaration* declaration = SampleNames().Find(name);
    if (declaration == nullptr) {
      ADD_FAILURE() << "no sample name " << name;
      continue;
    }
    Value& slot = slots_[static_cast<size_t>(declaration->slot)];
    if (value == "unknown") {
      slot = Value();
    } else if (value == "error") {
      slot = Value::Error(ErrorCode::kDivideByZero);
    } else if (auto program = CompileOrFail(value)) {
      // A constant is folded, so its value lives in the program.
      slot = program->Evaluate({}, &scratch_);
      EXPECT_TRUE(slot.is_known()) << value;
      programs_.push_back(std::move(program));
    }
  }
}

std::unique_ptr<const Program> CompileOrFail(std::string_view source, const Type& result) {
  Issues issues;
  auto program = Program::Compile(source, SampleNames(), result, {}, &issues);
  for (const ExprIssue& issue : issues) {
    ADD_FAILURE() << source << ": " << issue.code << ": " << issue.message;
  }
  return program;
}

std::string EvaluateText(std::string_view source, const SampleValues& values) {
  Issues issues;
  const auto program = Program::Compile(source, SampleNames(), TypeKind::kDyn, {}, &issues);
  if (program == nullptr) return StrCat(issues[0].code, ": ", issues[0].message);
  EvalScratch scratch;
  const Value result = program->Evaluate(values.slots(), &scratch);
  if (!result.is_unknown()) {
    EXPECT_TRUE(scratch.unknown_slots().empty()) << source;
    return result.ToString();
  }
  std::string out = "unknown(";
  for (int32_t slot : scratch.unknown_slots()) {
    StrAppend(&out, out.back() == '(' ? "" : ", ", Names()[static_cast<size_t>(slot)].name);
  }
  return out + ")";
}

}  // namespace rapport::expr
