#include <map>
#include <utility>

#include "base/strings.h"
#include "expr/program.h"
#include "pack/names.h"
#include "pack/nesting.h"
#include "pack/scalar_map.h"
#include "pack/scope.h"
#include "pack/validate.h"

namespace rapport::pack {
namespace {

bool IsNamePart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

class ExpressionChecker {
 public:
  ExpressionChecker(const Validation& v, const Pack& pack)
      : v_(v),
        pack_(pack),
        evidence_scope_(EvidenceScope(pack)),
        policy_scope_(PolicyScope(pack, evidence_scope_)),
        review_scope_(ReviewScope(pack, policy_scope_)) {
    for (const auto& [id, item] : v.draft[Section::kFacts]) {
      const Node* type = item.body.Find("type");
      const bool lacks_values = type != nullptr && type->value == "enum" && NoValues(item.body);
      if (type == nullptr || lacks_values) untyped_.insert(id);
    }
  }

  void Run() {
    Nesting nesting;
    const int32_t first = SlotLayout::Of(pack_).conditions;
    const auto count = static_cast<int32_t>(pack_.conditions.size());
    for (const Condition& condition : pack_.conditions) {
      nesting.Add(condition.id);
      const auto program = Check(condition.when, evidence_scope_, expr::TypeKind::kBool);
      if (program == nullptr) continue;
      for (int32_t slot : program->slots()) {
        if (slot < first || slot >= first + count) continue;
        nesting.Add(condition.id, pack_.conditions[static_cast<size_t>(slot - first)].id,
                    condition.when.span);
      }
    }
    for (const Nesting::Problem& problem : nesting.Sort().problems) {
      if (problem.is_cycle) {
        v_.sink->Error("condition-cycle", problem.where,
                       StrCat("condition '", problem.name, "' reads itself: ", problem.path));
      } else {
        v_.sink->Error("limit", problem.where,
                       StrCat("conditions are nested more than ", Nesting::kDeepest, " deep"));
      }
    }
    for (const Action& action : pack_.actions) {
      if (action.available_when) {
        Check(*action.available_when, evidence_scope_, expr::TypeKind::kBool);
      }
    }
    for (const Policy& policy : pack_.policies) {
      Check(policy.when, policy_scope_, expr::TypeKind::kBool);
      for (const LimitEffect& limit : policy.limits) {
        Check(limit.value, evidence_scope_, expr::TypeKind::kInt);
      }
    }
    for (const pack::Check& check : pack_.checks) {
      for (const auto& when : {check.applies_when, check.passes_when}) {
        if (when) Check(*when, review_scope_, expr::TypeKind::kBool);
      }
    }
    for (const Protocol& protocol : pack_.protocols) CheckProtocol(protocol);
    for (const ContactKind& kind : pack_.contact_kinds) {
      Check(kind.when, policy_scope_, expr::TypeKind::kBool);
    }
    for (const Need& need : pack_.needs) {
      if (need.when) Check(*need.when, policy_scope_, expr::TypeKind::kBool);
    }
  }

 private:
  void CheckProtocol(const Protocol& protocol) {
    const expr::Declarations scope = ProtocolScope(pack_, protocol, evidence_scope_);
    const auto check = [&](const std::optional<Text>& text) {
      if (text) Check(*text, scope, expr::TypeKind::kBool);
    };
    check(protocol.starts_when);
    for (const ProtocolState& state : protocol.states) check(state.enter_when);
    for (const ProtocolStep& step : protocol.steps) check(step.needed_when);
    for (const ProtocolFault& fault : protocol.faults) check(fault.when);
  }

  static bool NoValues(const Node& body) {
    const Node* values = body.Find("values");
    return values == nullptr || values->children.empty();
  }

  std::unique_ptr<const expr::Program> Check(const Text& text, const expr::Declarations& scope,
                                             const expr::Type& type) {
    if (text.span.source == nullptr) return nullptr;  // it is missing, and that was reported
    if (v_.sink->full()) return nullptr;
    std::vector<expr::ExprIssue> issues;
    auto program = expr::Program::Compile(text.value, scope, type, v_.limits, &issues);
    // A fact without a type has an error of its own; what follows from it is noise.
    if (program != nullptr || NamesUntyped(text.value)) return program;
    for (expr::ExprIssue& issue : issues) {
      const std::string name = text.value.substr(issue.begin, issue.end - issue.begin);
      if (issue.code == "expr-unknown-name" && issue.hint.empty()) issue.hint = HintFor(name);
      v_.sink->Error(issue.code, SpanWithin(text, issue.begin, issue.end), std::move(issue.message),
                     std::move(issue.hint));
    }
    return nullptr;
  }

  // The name exists, but not for this expression.
  std::string HintFor(const std::string& name) const {
    if (policy_scope_.Find(name) != nullptr) return "only a policy's `when` sees it";
    if (review_scope_.Find(name) != nullptr) return "only a check sees it";
    const Names names(v_.draft);
    const std::string remover = names.RemovedBy(name);
    if (!remover.empty()) return StrCat("pack '", remover, "' removes it");
    const std::string kind = names.KindOf(name);
    return kind.empty() ? std::string() : StrCat("'", name, "' is ", kind);
  }

  bool NamesUntyped(std::string_view text) const {
    for (size_t at = 0; at < text.size() && !untyped_.empty();) {
      size_t end = at;
      while (end < text.size() && IsNamePart(text[end])) ++end;
      if (end > at && untyped_.count(std::string(text.substr(at, end - at))) > 0) return true;
      at = end + 1;
    }
    return false;
  }

  const Validation& v_;
  const Pack& pack_;
  const expr::Declarations evidence_scope_, policy_scope_, review_scope_;
  std::set<std::string> untyped_;
};

}  // namespace

void ValidateExpressions(const Validation& v, const Pack& pack) {
  ExpressionChecker(v, pack).Run();
}

}  // namespace rapport::pack
