#include "cli/explanation_view.h"

#include <algorithm>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "base/time.h"
#include "cli/decision_view.h"
#include "cli/layout.h"
#include "cli/marked_text.h"
#include "cli/table.h"
#include "record/json_writer.h"
#include "record/names.h"

namespace rapport::cli {
namespace {

constexpr size_t kPersonas = 3;       // shown by default, besides `none`
constexpr size_t kContributions = 4;  // of each, by default
constexpr size_t kNearest = 3;        // policies that nearly applied
constexpr size_t kWindow = 90;        // bytes of text kept around a hit
constexpr size_t kBar = 20;

bool Has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string Signed(int32_t milli) { return StrCat(milli < 0 ? "" : "+", FormatMilli(milli)); }

// What the customer needs, and what stands open.
class ServiceView {
 public:
  ServiceView(const Terminal& terminal, const Explanation& explanation, bool all, std::string* out)
      : terminal_(terminal), explanation_(explanation), all_(all), out_(out) {}

  void Run() {
    Needs("Kind of contact", explanation_.contact_kinds());
    Needs("Needs", explanation_.needs());
    Questions();
    Promises();
  }

 private:
  void Heading(std::string_view text) {
    StrAppend(out_, "\n", terminal_.Paint(Style::kBold, text), "\n");
  }

  void Needs(std::string_view heading, ListView<ExplainedNeed> needs) {
    bool first = true;
    for (const ExplainedNeed& need : needs) {
      const bool holds = need.outcome == Outcome::kTrue;
      if (!holds && !all_) continue;
      if (first) Heading(heading);
      first = false;
      StyledText lead("  ");
      lead.Add(need.id, holds ? Style::kGreen : Style::kPlain).Add("  ");
      StyledText text;
      for (const std::string_view cue : need.cues) text.Add(StrCat(cue, " "));
      if (!need.when.empty()) text.Add(need.when, Style::kDim).Add(" ");
      if (!need.why_not.empty()) text.Add(need.why_not, Style::kYellow);
      if (holds) text.Add(need.playbook.empty() ? "" : "→");
      for (size_t i = 0; holds && i < need.playbook.size(); ++i) {
        text.Add(StrCat(i == 0 ? " " : ", ", need.playbook[i]));
      }
      AppendWrapped(terminal_, lead, text, out_);
    }
  }

  void Questions() {
    if (explanation_.questions().empty()) return;
    Heading("Questions");
    for (const ExplainedQuestion& question : explanation_.questions()) {
      StyledText text;
      text.Add(StrCat("“", Printable(question.text), "”  "));
      if (question.taken_up_by < 0) {
        text.Add(question.state, Style::kYellow);
      } else {
        text.Add(StrCat("taken up by turn ", question.taken_up_by, " (", question.state, ")"),
                 Style::kDim);
      }
      AppendWrapped(terminal_, StyledText("  "), text, out_);
    }
  }

  void Promises() {
    if (explanation_.promises().empty()) return;
    Heading("Promises");
    for (const ExplainedPromise& promise : explanation_.promises()) {
      StyledText lead("  ");
      lead.Add(promise.id).Add("  ");
      StyledText text;
      text.Add(StrCat("“", Printable(promise.text), "”  "));
      text.Add(promise.state, promise.state == "overdue" ? Style::kRed : Style::kPlain);
      if (promise.due) {
        text.Add(StrCat("  due ", FormatTime(*promise.due),
                        promise.says_when ? " by its own words" : " by the pack"),
                 Style::kDim);
      }
      if (promise.kept_by >= 0) text.Add(StrCat("  by turn ", promise.kept_by), Style::kDim);
      AppendWrapped(terminal_, lead, text, out_);
    }
  }

  const Terminal& terminal_;
  const Explanation& explanation_;
  const bool all_;
  std::string* const out_;
};

class View {
 public:
  View(const Terminal& terminal, const Explanation& explanation, const ExplanationFilter& filter,
       std::string* out)
      : terminal_(terminal), explanation_(explanation), filter_(filter), out_(out) {}

  void Run(std::string_view id) {
    const bool chosen = !filter_.policies.empty() || !filter_.personas.empty();
    StyledText title;
    title.Add(id, Style::kBold).Add("  ").Add(explanation_.rule_set(), Style::kDim);
    StrAppend(out_, title.Render(terminal_), "\n");
    if (filter_.why_not) {
      WhyNot();
    } else {
      if (!chosen) Turns();
      if (!chosen) Overrides();
      if (!chosen || !filter_.personas.empty()) Personas();
      if (!chosen) Scales();
      if (!chosen) ServiceView(terminal_, explanation_, filter_.all, out_).Run();
      if (!chosen || !filter_.policies.empty()) Policies();
      if (!chosen) Protocols();
      if (filter_.all) Values();
    }
    out_->push_back('\n');
  }

 private:
  void Heading(std::string_view text) {
    StrAppend(out_, "\n", terminal_.Paint(Style::kBold, text), "\n");
  }
  void Line(size_t indent, const StyledText& text) {
    AppendWrapped(terminal_, StyledText(std::string(indent, ' ')), text, out_);
  }

  void Turns() {
    if (explanation_.turns().empty()) return;
    Heading("Words");
    for (size_t t = 0; t < explanation_.turns().size(); ++t) {
      std::vector<const ExplainedHit*> hits;
      for (const ExplainedHit& hit : explanation_.hits()) {
        if (hit.turn == static_cast<int32_t>(t)) hits.push_back(&hit);
      }
      const ExplainedTurn& turn = explanation_.turns()[t];
      StyledText lead("  ");
      const std::string speaker = record::SpeakerName(turn.by);
      lead.Add(speaker, Style::kDim);
      lead.Add(std::string(speaker.size() < 10 ? 10 - speaker.size() : 1, ' '));
      AppendWrapped(terminal_, lead, MarkHits(turn.text, hits, filter_.all ? kWholeText : kWindow),
                    out_);
    }
  }

  void Overrides() {
    if (explanation_.overridden().empty()) return;
    Heading("Overridden by a person");
    for (const ExplainedOverride& item : explanation_.overridden()) {
      StyledText text;
      text.Add(item.id).Add(": ").Add(item.set, Style::kYellow);
      text.Add(StrCat("; the rules find ", item.found), Style::kDim);
      Line(2, text);
    }
  }

  // Evidence in columns: what, how much in all, a bar, count and weight.
  void Contributions(ListView<Contribution> contributions, bool all, int32_t most) {
    Table table(
        {}, {Table::Align::kLeft, Table::Align::kRight, Table::Align::kLeft, Table::Align::kLeft});
    size_t shown = 0;
    for (const Contribution& c : contributions) {
      if (!all && shown == kContributions) break;
      ++shown;
      StyledText how;
      if (c.is_unknown) {
        how.Add("unknown: adds nothing", Style::kYellow);
      } else {
        how.Add(StrCat(Counted(c), " × ", FormatMilli(c.weight)), Style::kDim);
      }
      const bool against = c.contribution < 0;
      table.Row({c.id, Signed(c.contribution),
                 StyledText().Add(Bar(std::abs(c.contribution), most, kBar),
                                  against ? Style::kRed : Style::kGreen),
                 how});
    }
    table.Append(terminal_, 6, out_);
    if (shown < contributions.size()) {
      Line(6, StyledText().Add(StrCat("and ", contributions.size() - shown, " more"), Style::kDim));
    }
  }

  // "1 hit", "2.44 hits, as 1.782": what the weight is multiplied with.
  static std::string Counted(const Contribution& c) {
    if (c.kind == EvidenceKind::kCondition) return "true";
    if (c.kind == EvidenceKind::kWord) {
      return c.count == kOne ? "said once" : StrCat("said ", FormatMilli(c.count), " times");
    }
    if (c.count == kOne) return "1 hit";
    return StrCat(FormatMilli(c.count), " hits, as ", FormatMilli(Saturate(c.count)));
  }

  void OnePersona(const ExplainedPersona& persona, bool all) {
    StyledText title;
    title.Add(persona.label.empty() ? persona.id : persona.label,
              persona.reported ? Style::kGreen : Style::kPlain);
    title.Add(" ").Add(record::FormatDecimal(persona.probability, 4), Style::kBold);
    title.Add(StrCat("  score ", FormatMilli(persona.score)), Style::kDim);
    if (persona.bias != 0) title.Add(StrCat(" with bias ", Signed(persona.bias)), Style::kDim);
    if (persona.reported) title.Add("  reported", Style::kGreen);
    if (!persona.why_not.empty()) title.Add("  ").Add(persona.why_not, Style::kYellow);
    Line(2, title);
    int32_t most = 1;
    for (const ExplainedPersona& p : explanation_.personas()) {
      for (const Contribution& c : p.contributions) most = std::max(most, std::abs(c.contribution));
    }
    Contributions(persona.contributions, all, most);
  }

  void Personas() {
    Heading("Customer type");
    size_t shown = 0;
    for (const ExplainedPersona& persona : explanation_.personas()) {
      if (!filter_.personas.empty()) {
        if (Has(filter_.personas, persona.id)) OnePersona(persona, /*all=*/true);
        continue;
      }
      const bool always = filter_.all || persona.reported || persona.id == "none";
      if (always || (shown < kPersonas && !persona.contributions.empty())) {
        OnePersona(persona, filter_.all);
        ++shown;
      }
    }
  }

  void Scales() {
    if (explanation_.scales().empty()) return;
    Heading("Scales");
    for (const ExplainedScale& scale : explanation_.scales()) {
      StyledText lead("  ");
      lead.Add(scale.id).Add("  ");
      StyledText text;
      if (!scale.known) {
        AppendWrapped(terminal_, lead, text.Add("unknown", Style::kYellow), out_);
        continue;
      }
      text.Add(scale.name, scale.level == 0 ? Style::kBold : LevelStyle(scale.level));
      std::string score = StrCat("  score ", FormatMilli(scale.score));
      if (scale.next_threshold) {
        StrAppend(&score, ", next level at ", FormatMilli(*scale.next_threshold));
      }
      text.Add(score, Style::kDim);
      size_t shown = 0;
      for (const Contribution& c : scale.contributions) {
        if (!filter_.all && shown == kContributions) break;
        text.Add(StrCat(shown++ == 0 ? "  " : ", ", c.id, " ", Signed(c.contribution)));
      }
      AppendWrapped(terminal_, lead, text, out_);
    }
  }

  // Constants speak for themselves; a duration's value is only written in another unit.
  static bool IsConstant(const ExplainedPart& part) {
    return part.value == part.text || part.text.rfind("duration(\"", 0) == 0 ||
           part.text.rfind("timestamp(\"", 0) == 0;
  }

  // The values of the parts of a condition, indented as they nest.
  void Parts(const ExplainedPolicy& policy) {
    Table table({}, {Table::Align::kLeft, Table::Align::kLeft});
    for (const ExplainedPart& part : policy.parts) {
      if (IsConstant(part)) continue;
      const size_t indent = static_cast<size_t>(part.depth) * 2;
      const size_t room = terminal_.width > indent + 30 ? terminal_.width - indent - 30 : 20;
      StyledText value;
      const Style style = part.value == "true"      ? Style::kGreen
                          : part.value == "unknown" ? Style::kYellow
                          : part.value == "false"   ? Style::kRed
                                                    : Style::kPlain;
      value.Add(part.value, style);
      if (!part.evaluated) value.Add(" (did not matter)", Style::kDim);
      table.Row(
          {StyledText().Add(StrCat(std::string(indent, ' '), Clipped(Printable(part.text), room))),
           value});
    }
    table.Append(terminal_, 6, out_);
  }

  // The condition on one line, with the values it read: "asks_supervisor > 0  (asks_supervisor 1)".
  void Reason(const ExplainedPolicy& policy) {
    std::string values;
    for (size_t i = 0; i < policy.parts.size(); ++i) {
      const ExplainedPart& part = policy.parts[i];
      const bool leaf = i + 1 == policy.parts.size() || policy.parts[i + 1].depth <= part.depth;
      if (!leaf || !part.evaluated || part.depth == 0 || IsConstant(part)) continue;
      const std::string value = StrCat(part.text, " ", part.value);
      if (values.find(value) == std::string::npos) {
        StrAppend(&values, values.empty() ? "" : ", ", value);
      }
    }
    StyledText text;
    text.Add(policy.when, Style::kDim);
    if (!values.empty()) text.Add(StrCat("  (", values, ")"));
    Line(6, text);
  }

  void OnePolicy(const ExplainedPolicy& policy, bool all) {
    const bool unknown = policy.outcome == Outcome::kUnknown || policy.outcome == Outcome::kError;
    StyledText title;
    title.Add(policy.id, unknown ? Style::kYellow : policy.applied ? Style::kGreen : Style::kPlain);
    const bool always = policy.when == "true";
    const std::string_view outcome = unknown && policy.applied ? "unknown, so it holds"
                                     : always                  ? "always"
                                                               : OutcomeName(policy.outcome);
    title.Add(StrCat("  ", outcome), unknown ? Style::kYellow : Style::kDim);
    std::string effects;
    for (const std::string_view effect : policy.effects) {
      StrAppend(&effects, effects.empty() ? "  → " : "; ", effect);
    }
    title.Add(effects);
    AppendWrapped(terminal_, StyledText("  "), title, out_);
    if (all && !policy.help.empty()) Line(6, StyledText().Add(policy.help, Style::kDim));
    if (!policy.why_not.empty()) Line(6, StyledText().Add(policy.why_not, Style::kYellow));
    if (all) {
      Parts(policy);
    } else if (!unknown && !always) {
      Reason(policy);
    }
  }

  // How near a condition came: the share of its parts that are true.
  static double Nearness(const ExplainedPolicy& policy) {
    double truths = 0;
    double parts = 0;
    for (const ExplainedPart& part : policy.parts) {
      truths += part.value == "true" ? 1 : 0;
      parts += part.value == "true" || part.value == "false" ? 1 : 0;
    }
    return parts == 0 ? 0 : truths / parts;
  }

  void Policies() {
    Heading("Policies");
    std::vector<const ExplainedPolicy*> others;
    for (const ExplainedPolicy& policy : explanation_.policies()) {
      const bool chosen = filter_.policies.empty() ? filter_.all : Has(filter_.policies, policy.id);
      const bool by_default = filter_.policies.empty() && policy.applied;
      if (chosen || by_default) {
        OnePolicy(policy, chosen);
      } else if (filter_.policies.empty()) {
        others.push_back(&policy);
      }
    }
    if (others.empty()) return;
    std::stable_sort(others.begin(), others.end(),
                     [](const ExplainedPolicy* a, const ExplainedPolicy* b) {
                       return Nearness(*a) > Nearness(*b);
                     });
    Line(2, StyledText().Add(StrCat(others.size(), " others did not apply (--why-not lists them, ",
                                    "--policy ID shows one); nearest:"),
                             Style::kDim));
    for (size_t i = 0; i < std::min(others.size(), kNearest); ++i) WhyNotPolicy(*others[i]);
  }

  void WhyNotPolicy(const ExplainedPolicy& policy) {
    StyledText lead("    ");
    lead.Add(policy.id).Add("  ");
    const bool is_false = policy.outcome == Outcome::kFalse;
    AppendWrapped(terminal_, lead,
                  StyledText().Add(policy.why_not, is_false ? Style::kDim : Style::kYellow), out_);
  }

  void Protocols() {
    const auto started = [](const ExplainedProtocol& protocol) { return !protocol.state.empty(); };
    const auto& protocols = explanation_.protocols();
    if (!filter_.all && std::none_of(protocols.begin(), protocols.end(), started)) return;
    if (protocols.empty()) return;
    Heading("Protocols");
    for (const ExplainedProtocol& protocol : protocols) {
      if (!filter_.all && !started(protocol)) continue;
      StyledText title;
      title.Add(protocol.id, Style::kBold).Add("  ");
      title.Add(started(protocol) ? protocol.state : "not started", Style::kYellow);
      Line(2, title);
      for (const ExplainedTransition& transition : protocol.transitions) {
        StyledText lead("    ");
        lead.Add(StrCat("→ ", transition.to)).Add("  ");
        AppendWrapped(terminal_, lead, StyledText().Add(transition.why_not, Style::kDim), out_);
      }
    }
  }

  void WhyNot() {
    Heading("Types not reported");
    for (const ExplainedPersona& persona : explanation_.personas()) {
      if (persona.why_not.empty()) continue;
      StyledText lead("    ");
      lead.Add(persona.id).Add(" ").Add(record::FormatDecimal(persona.probability, 4)).Add("  ");
      AppendWrapped(terminal_, lead, StyledText().Add(persona.why_not, Style::kYellow), out_);
    }
    Heading("Policies whose condition is not true");
    for (const ExplainedPolicy& policy : explanation_.policies()) {
      if (policy.outcome != Outcome::kTrue) WhyNotPolicy(policy);
    }
  }

  void Pairs(std::string_view heading, ListView<ExplainedValue> pairs) {
    if (pairs.empty()) return;
    Heading(heading);
    Table table({}, {Table::Align::kLeft, Table::Align::kLeft});
    for (const auto& [name, value] : pairs) {
      table.Row(
          {name, StyledText().Add(value, value == "unknown" ? Style::kYellow : Style::kPlain)});
    }
    table.Append(terminal_, 2, out_);
  }

  void Values() {
    Pairs("Facts", explanation_.facts());
    Pairs("Signals", explanation_.signals());
  }

  const Terminal& terminal_;
  const Explanation& explanation_;
  const ExplanationFilter& filter_;
  std::string* const out_;
};

}  // namespace

void AppendExplanation(const Terminal& terminal, std::string_view id,
                       const Explanation& explanation, const ExplanationFilter& filter,
                       std::string* out) {
  View(terminal, explanation, filter, out).Run(id);
}

}  // namespace rapport::cli
