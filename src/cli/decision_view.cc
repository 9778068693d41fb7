#include "cli/decision_view.h"

#include <algorithm>

#include "base/strings.h"
#include "base/time.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

constexpr size_t kLabelWidth = 12;

// "  escalate   ": the heading of a line of a decision.
StyledText Lead(std::string_view label) {
  StyledText lead;
  lead.Add("  ").Add(label, Style::kDim);
  lead.Add(std::string(kLabelWidth - std::min(label.size(), kLabelWidth - 1), ' '));
  return lead;
}

StyledText Scales(const Decision& decision) {
  StyledText text;
  for (const ScaleLevel& scale : decision.scales()) {
    if (!text.empty()) text.Add(", ");
    text.Add(scale.id).Add(" ");
    text.Add(scale.known ? scale.name : "unknown",
             scale.known ? LevelStyle(scale.level) : Style::kDim);
  }
  return text;
}

// "complaint, also request; needs a refund": what the customer writes for.
void AppendContact(const Terminal& terminal, const Decision& decision, std::string* out) {
  StyledText text;
  if (decision.contact_kind() != "none") text.Add(decision.contact_kind(), Style::kGreen);
  for (std::string_view also : decision.contact_also()) text.Add(", ").Add(also);
  if (!text.empty()) AppendWrapped(terminal, Lead("contact"), text, out);
  StyledText needs;
  for (const VoicedNeed& need : decision.needs()) {
    if (!needs.empty()) needs.Add(", ");
    needs.Add(need.label);
    if (need.turn >= 0) needs.Add(StrCat(" “", Printable(need.text), "”"), Style::kDim);
  }
  if (!needs.empty()) AppendWrapped(terminal, Lead("needs"), needs, out);
}

void AppendQuestions(const Terminal& terminal, const Decision& decision, std::string* out) {
  bool first = true;
  for (const OpenQuestion& question : decision.open_questions()) {
    AppendWrapped(terminal, Lead(first ? "open" : ""),
                  StyledText().Add(StrCat("“", Printable(question.text), "”"), Style::kYellow),
                  out);
    first = false;
  }
}

void AppendPromises(const Terminal& terminal, const Decision& decision, std::string* out) {
  bool first = true;
  for (const PromiseMade& promise : decision.promises()) {
    StyledText text;
    const bool overdue = promise.state == PromiseState::kOverdue;
    text.Add(promise.label).Add(" ");
    text.Add(PromiseStateName(promise.state), overdue ? Style::kRed : Style::kPlain);
    if (promise.due && promise.state != PromiseState::kKept) {
      text.Add(overdue ? " since " : " until ").Add(FormatTime(*promise.due), Style::kBold);
    }
    AppendWrapped(terminal, Lead(first ? "promised" : ""), text, out);
    first = false;
  }
}

void AppendActions(const Terminal& terminal, const Decision& decision, size_t most,
                   std::string* out) {
  size_t shown = 0;
  for (const ActionAdvice& action : decision.actions()) {
    if (shown == most) break;
    StyledText text;
    text.Add(StrCat(shown + 1, ". ")).Add(action.label, Style::kBold);
    if (action.by != Performer::kAgent) text.Add(StrCat(" [", PerformerName(action.by), "]"));
    if (!action.approval_from.empty()) {
      text.Add(StrCat(" needs approval from ", action.approval_from), Style::kYellow);
    }
    if (!action.availability_known) text.Add(" if available", Style::kDim);
    if (!action.say.empty()) text.Add(" “").Add(action.say[0], Style::kCyan).Add("”");
    AppendWrapped(terminal, Lead(shown == 0 ? "do" : ""), text, out);
    ++shown;
  }
  const size_t more = decision.actions().size() - shown;
  if (more > 0) {
    AppendWrapped(terminal, Lead(shown == 0 ? "do" : ""),
                  StyledText().Add(StrCat("and ", more, " more"), Style::kDim), out);
  }
}

void AppendEscalations(const Terminal& terminal, const Decision& decision, std::string* out) {
  bool first = true;
  for (const Escalation& escalation : decision.escalations()) {
    StyledText text;
    text.Add(escalation.label, Style::kRed);
    if (escalation.due) text.Add(" by ").Add(FormatTime(*escalation.due), Style::kBold);
    std::string reasons;
    for (const EscalationReason& reason : escalation.reasons) {
      StrAppend(&reasons, reasons.empty() ? ": " : ", ", reason.id);
    }
    text.Add(reasons.empty() ? ": held by a person" : reasons);
    if (!escalation.is_new) text.Add(" (acknowledged)", Style::kDim);
    AppendWrapped(terminal, Lead(first ? "escalate" : ""), text, out);
    first = false;
  }
}

void AppendOverridden(const Terminal& terminal, const Decision& decision, std::string* out) {
  bool first = true;
  for (const Overridden& item : decision.overridden()) {
    StyledText text;
    std::string found(item.found);
    switch (item.kind) {
      case OverrideKind::kPersona:
        text.Add(StrCat("persona ", item.id), Style::kYellow);
        break;
      case OverrideKind::kScale:
        text.Add(StrCat(item.id, " ", item.level), Style::kYellow);
        if (found.empty()) found = "unknown";
        break;
      case OverrideKind::kEscalation:
        text.Add(StrCat(EscalationOverrideName(item.escalation), " ", item.id), Style::kYellow);
        for (const EscalationReason& reason : item.found_reasons) {
          StrAppend(&found, found.empty() ? "" : ", ", reason.id);
        }
        if (found.empty()) found = "no escalation";
        break;
    }
    text.Add(StrCat("; the rules find ", found), Style::kDim);
    AppendWrapped(terminal, Lead(first ? "overridden" : ""), text, out);
    first = false;
  }
}

void AppendGuards(const Terminal& terminal, const Decision& decision, std::string* out) {
  StyledText limits;
  for (const LimitValue& limit : decision.limits()) {
    if (!limits.empty()) limits.Add(", ");
    limits.Add(StrCat(limit.id, " ", limit.value)).Add(limit.unit.empty() ? "" : " ");
    limits.Add(limit.unit);
    if (limit.undetermined) limits.Add(" (while unknown)", Style::kYellow);
  }
  if (!limits.empty()) AppendWrapped(terminal, Lead("limits"), limits, out);

  StyledText forbidden;
  for (const ForbiddenAction& action : decision.forbidden()) {
    if (!forbidden.empty()) forbidden.Add(", ");
    forbidden.Add(action.id);
    if (action.undetermined) forbidden.Add(" (while unknown)", Style::kYellow);
  }
  if (!forbidden.empty()) AppendWrapped(terminal, Lead("do not"), forbidden, out);

  StyledText flags;
  for (const FlagRaised& flag : decision.flags()) {
    if (!flags.empty()) flags.Add(", ");
    flags.Add(flag.id);
  }
  if (!flags.empty()) AppendWrapped(terminal, Lead("flags"), flags, out);
}

// "De-escalating a hostile customer  heated since turn 1", its next step, and what went wrong.
void AppendProtocols(const Terminal& terminal, const Decision& decision, std::string* out) {
  for (const ProtocolProgress& protocol : decision.protocols()) {
    StyledText text;
    text.Add(protocol.label).Add(": ");
    text.Add(protocol.state_label, protocol.ended ? Style::kGreen : Style::kYellow);
    text.Add(StrCat(" since turn ", protocol.since_turn), Style::kDim);
    AppendWrapped(terminal, Lead("protocol"), text, out);
    const auto steps = [&](std::string_view lead, StepStatus status, Style style) {
      StyledText list;
      for (const ProtocolStep& step : protocol.steps) {
        if (step.status != status) continue;
        if (!list.empty()) list.Add("; ");
        list.Add(step.label, style);
      }
      if (!list.empty()) AppendWrapped(terminal, Lead(lead), list, out);
    };
    steps("  done", StepStatus::kDone, Style::kDim);
    steps("  next", StepStatus::kNext, Style::kBold);
    steps("  then", StepStatus::kOpen, Style::kPlain);
    steps("  always", StepStatus::kThroughout, Style::kPlain);
    StyledText faults;
    for (const ProtocolFault& fault : protocol.faults) {
      if (!faults.empty()) faults.Add("; ");
      faults.Add(fault.label, Style::kRed).Add(StrCat(" (turn ", fault.turn, ")"), Style::kDim);
    }
    if (!faults.empty()) AppendWrapped(terminal, Lead("  wrong"), faults, out);
  }
}

// What is missing, rather than which policies miss it: one fact often holds up many.
void AppendUndetermined(const Terminal& terminal, const Decision& decision, std::string* out) {
  std::vector<std::pair<std::string_view, size_t>> missing;  // name, how many wait for it
  StyledText errors;
  for (const Undetermined& item : decision.undetermined()) {
    if (item.is_error) {
      if (!errors.empty()) errors.Add(", ");
      errors.Add(StrCat(item.id, ": ", item.error), Style::kRed);
    }
    for (std::string_view name : item.missing) {
      const auto at = std::find_if(missing.begin(), missing.end(),
                                   [&](const auto& entry) { return entry.first == name; });
      if (at == missing.end()) {
        missing.emplace_back(name, 1);
      } else {
        ++at->second;
      }
    }
  }
  std::stable_sort(missing.begin(), missing.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  StyledText text;
  constexpr size_t kMost = 6;
  for (size_t i = 0; i < std::min(missing.size(), kMost); ++i) {
    text.Add(StrCat(i == 0 ? "" : ", ", missing[i].first), Style::kDim);
  }
  if (missing.size() > kMost) {
    text.Add(StrCat(" and ", missing.size() - kMost, " more"), Style::kDim);
  }
  if (!text.empty()) AppendWrapped(terminal, Lead("not known"), text, out);
  if (!errors.empty()) AppendWrapped(terminal, Lead("errors"), errors, out);
}

// Columns of the one-line form; the last takes what is left.
constexpr size_t kIdColumn = 18;
constexpr size_t kPersonaColumn = 24;
constexpr size_t kHostilityColumn = 10;
constexpr size_t kEscalateColumn = 16;

// "0.62", always two places: columns of one line each are for skimming.
std::string Hundredths(int32_t ten_thousandths) {
  const int32_t rounded = (ten_thousandths + 50) / 100;
  return StrCat(rounded / 100, ".", ZeroPadded(static_cast<uint64_t>(rounded % 100), 2));
}

void AppendCell(const Terminal& terminal, Style style, std::string_view text, size_t width,
                std::string* out) {
  const std::string clipped = Clipped(Printable(text), width);
  out->append(terminal.Paint(style, clipped));
  out->append(width - DisplayWidth(clipped) + 2, ' ');
}

}  // namespace

std::string_view PersonaLabel(const RuleSet& rules, std::string_view id) {
  for (const PersonaInfo& persona : rules.personas()) {
    if (persona.id == id && !persona.label.empty()) return persona.label;
  }
  return id;
}

Style LevelStyle(int32_t level) {
  return level <= 0 ? Style::kPlain : level == 1 ? Style::kYellow : Style::kRed;
}

StyledText DescribePersona(const RuleSet& rules, const Decision& decision) {
  StyledText text;
  const std::string probability = record::FormatDecimal(decision.probability(), 4);
  if (decision.abstained() == Abstained::kNo) {
    text.Add(PersonaLabel(rules, decision.persona()), Style::kGreen).Add(StrCat(" ", probability));
  } else {
    text.Add("none").Add(StrCat(" ", probability));
    std::string why = StrCat(" (", AbstainedName(decision.abstained()));
    // Without evidence, or in another language, the order of the others means nothing.
    const bool close =
        decision.abstained() == Abstained::kThreshold || decision.abstained() == Abstained::kMargin;
    if (close && decision.top() != "none") {
      StrAppend(&why, "; nearest ", PersonaLabel(rules, decision.top()), " ",
                record::FormatDecimal(decision.top_probability(), 4));
    }
    text.Add(why + ")", Style::kDim);
  }
  bool first = true;
  for (std::string_view also : decision.also()) {
    text.Add(first ? ", also " : ", ").Add(PersonaLabel(rules, also), Style::kGreen);
    first = false;
  }
  return text;
}

void AppendDecision(const Terminal& terminal, const RuleSet& rules, std::string_view id,
                    const Decision& decision, size_t max_actions, std::string* out) {
  StyledText title;
  title.Add(Clipped(Printable(id), 30), Style::kBold).Add("  ");
  AppendWrapped(terminal, title, DescribePersona(rules, decision), out);
  if (!decision.scales().empty()) AppendWrapped(terminal, Lead("scales"), Scales(decision), out);
  AppendContact(terminal, decision, out);
  AppendQuestions(terminal, decision, out);
  AppendPromises(terminal, decision, out);
  AppendEscalations(terminal, decision, out);
  AppendActions(terminal, decision, max_actions, out);
  AppendProtocols(terminal, decision, out);
  AppendGuards(terminal, decision, out);
  AppendOverridden(terminal, decision, out);
  AppendUndetermined(terminal, decision, out);
  out->push_back('\n');
}

void AppendDecisionHeading(const Terminal& terminal, std::string* out) {
  AppendCell(terminal, Style::kDim, "conversation", kIdColumn, out);
  AppendCell(terminal, Style::kDim, "customer", kPersonaColumn, out);
  AppendCell(terminal, Style::kDim, "hostility", kHostilityColumn, out);
  AppendCell(terminal, Style::kDim, "escalate to", kEscalateColumn, out);
  StrAppend(out, terminal.Paint(Style::kDim, "first thing to do"), "\n");
}

void AppendDecisionRow(const Terminal& terminal, const RuleSet& rules, std::string_view id,
                       const Decision& decision, std::string* out) {
  AppendCell(terminal, Style::kBold, id, kIdColumn, out);

  const bool reported = decision.abstained() == Abstained::kNo;
  AppendCell(terminal, reported ? Style::kGreen : Style::kDim,
             StrCat(reported ? PersonaLabel(rules, decision.persona()) : "none", " ",
                    Hundredths(decision.probability())),
             kPersonaColumn, out);

  std::string_view level = "";
  Style style = Style::kPlain;
  for (const ScaleLevel& scale : decision.scales()) {
    if (scale.id != "hostility") continue;
    level = scale.known ? scale.name : "unknown";
    style = scale.known ? LevelStyle(scale.level) : Style::kDim;
  }
  AppendCell(terminal, style, level, kHostilityColumn, out);

  std::string routes;
  for (const Escalation& escalation : decision.escalations()) {
    StrAppend(&routes, routes.empty() ? "" : ", ", escalation.to);
  }
  AppendCell(terminal, Style::kRed, routes, kEscalateColumn, out);

  const size_t used = kIdColumn + kPersonaColumn + kHostilityColumn + kEscalateColumn + 8;
  const size_t rest = terminal.width > used + 10 ? terminal.width - used : 10;
  if (!decision.actions().empty()) {
    out->append(Clipped(Printable(decision.actions()[0].label), rest));
  }
  while (out->back() == ' ') out->pop_back();
  out->push_back('\n');
}

}  // namespace rapport::cli
