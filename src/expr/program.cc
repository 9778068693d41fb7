#include "expr/program.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "expr/checker.h"
#include "expr/code.h"
#include "expr/compiler.h"
#include "expr/parser.h"
#include "expr/workspace.h"

namespace rapport::expr {
namespace {

// An author mends the first few and tries again.
constexpr size_t kMostIssues = 20;

std::unique_ptr<Code> CompileToCode(std::string_view source, const Declarations& names,
                                    const Type& result, const PackLimits& limits, Checking checking,
                                    Issues* issues) {
  if (source.size() > limits.expression_bytes) {
    issues->push_back({"limit", 0, static_cast<uint32_t>(limits.expression_bytes),
                       StrCat("the expression is longer than ", limits.expression_bytes, " bytes"),
                       "split it into several conditions"});
    return nullptr;
  }
  Parsed parsed = Parse(source, names, limits, checking, issues);
  Type type;
  if (checking == Checking::kStrict) {
    type = CheckTypes(parsed, result, issues)[parsed.ast.root];
  }
  if (!issues->empty()) return nullptr;
  auto code = Emit(std::move(parsed.ast), type, result, checking, issues);
  return issues->empty() ? std::move(code) : nullptr;
}

}  // namespace

EvalScratch::EvalScratch() : work_(std::make_unique<Workspace>()) {}
EvalScratch::~EvalScratch() = default;
EvalScratch::EvalScratch(EvalScratch&&) noexcept = default;
EvalScratch& EvalScratch::operator=(EvalScratch&&) noexcept = default;

const std::vector<int32_t>& EvalScratch::unknown_slots() const { return work_->unknown_slots; }

Program::Program(std::unique_ptr<Code> code) : code_(std::move(code)) {}
Program::~Program() = default;

std::unique_ptr<Program> Program::Compile(std::string_view source, const Declarations& names,
                                          const Type& result, const PackLimits& limits,
                                          std::vector<ExprIssue>* issues, Checking checking) {
  Issues found;
  auto code = CompileToCode(source, names, result, limits, checking, &found);
  if (code != nullptr) return std::unique_ptr<Program>(new Program(std::move(code)));
  std::stable_sort(found.begin(), found.end(),
                   [](const ExprIssue& a, const ExprIssue& b) { return a.begin < b.begin; });
  if (found.size() > kMostIssues) found.resize(kMostIssues);
  std::move(found.begin(), found.end(), std::back_inserter(*issues));
  return nullptr;
}

Value Program::Evaluate(absl::Span<const Value> slots, EvalScratch* scratch) const {
  Workspace* work = scratch->work_.get();
  const uint32_t end = static_cast<uint32_t>(code_->instructions.size());
  const Instruction& first = code_->instructions.front();
  if (end == 1 && first.code == OpCode::kSlot && first.a < slots.size() &&
      !slots[first.a].is_unknown()) {
    work->unknown_slots.clear();  // a name by itself, as limits and `available_when` often are
    return slots[first.a];
  }
  const Value result = Run(*code_, 0, end, slots, work);
  work->unknown_slots.clear();
  if (!result.is_unknown()) return result;
  work->CollectUnknown(result);
  return work->unknown_slots.empty() ? Value() : Value::Unknown(work->unknown_slots.front());
}

Value Program::EvaluatePart(uint32_t begin, uint32_t end, absl::Span<const Value> slots,
                            EvalScratch* scratch) const {
  return Run(*code_, begin, end, slots, scratch->work_.get());
}

const Type& Program::type() const { return code_->draft->type; }
std::string_view Program::source() const { return code_->source; }
const Array<int32_t>& Program::slots() const { return code_->slots; }

}  // namespace rapport::expr
