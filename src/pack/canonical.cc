#include "pack/canonical.h"

#include <algorithm>
#include <string_view>
#include <type_traits>

#include "base/sha256.h"
#include "base/strings.h"
#include "base/time.h"
#include "pack/scalars.h"

namespace rapport::pack {
namespace {

constexpr int kCanonicalVersion = 1;

class Writer {
 public:
  // A new line: its kind and its id, if it has one.
  Writer& Line(std::string_view kind) {
    if (!out_.empty()) out_ += '\n';
    out_ += kind;
    return *this;
  }
  Writer& Line(std::string_view kind, std::string_view id) { return Line(kind).Add(id); }

  // In double quotes, so that no text can look like two.
  Writer& Add(std::string_view text) {
    out_ += " \"";
    for (size_t from = 0; from < text.size();) {
      const size_t end = std::min(text.find_first_of("\"\\\n", from), text.size());
      out_ += text.substr(from, end - from);
      from = end + 1;
      if (end == text.size()) break;
      out_ += '\\';
      out_ += text[end] == '\n' ? 'n' : text[end];
    }
    out_ += '"';
    return *this;
  }
  Writer& Number(int64_t value) {
    StrAppend(&out_, ' ', value);
    return *this;
  }
  Writer& Weight(Milli value) {
    StrAppend(&out_, ' ', FormatMilli(value));
    return *this;
  }
  Writer& Word(std::string_view word) {
    StrAppend(&out_, ' ', word);
    return *this;
  }

  std::string Take() {
    out_ += '\n';
    return std::move(out_);
  }

 private:
  std::string out_;
};

void Add(const FactValue& value, Writer* w) {
  std::visit(
      [w](const auto& v) {
        using T = std::decay_t<decltype(v)>;
        if constexpr (std::is_same_v<T, bool>) {
          w->Word(v ? "true" : "false");
        } else if constexpr (std::is_same_v<T, int64_t>) {
          w->Number(v);
        } else if constexpr (std::is_same_v<T, double>) {
          w->Word(FormatDouble(v));
        } else if constexpr (std::is_same_v<T, std::string>) {
          w->Add(v);
        } else if constexpr (std::is_same_v<T, Duration>) {
          w->Word(FormatDuration(v));
        } else if constexpr (std::is_same_v<T, Time>) {
          w->Word(FormatTime(v));
        } else {
          for (const std::string& text : v) w->Add(text);
        }
      },
      value);
}

// Words whose order means nothing.
void WriteWords(std::string_view kind, std::string_view name, const std::vector<Text>& words,
                Writer* w) {
  std::vector<std::string_view> sorted;
  for (const Text& word : words) sorted.push_back(word.value);
  std::sort(sorted.begin(), sorted.end());
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  for (std::string_view word : sorted) w->Line(kind, name).Add(word);
}

void WriteText(const TextSettings& text, Writer* w) {
  for (const auto& [written, words] : text.spellings) {
    w->Line("spelling", written.value);
    for (const std::string& word : words) w->Add(word);
  }
  WriteWords("text", "negators", text.negators, w);
  WriteWords("text", "negation_exceptions", text.negation_exceptions, w);
  if (text.negation_reach) w->Line("negation_reach").Number(*text.negation_reach);
  for (size_t i = 0; i < kWordSetCount; ++i) {
    WriteWords("text", kWordSets[i].key, text.word_sets[i], w);
  }
  WriteWords("text", "own_words", text.own_words, w);
  for (const auto& [language, words] : text.other_words) {
    WriteWords("other_words", language, words, w);
  }
}

void WriteServiceText(const TextSettings& text, Writer* w) {
  for (size_t i = 0; i < kTextPhraseCount; ++i) {
    WriteWords("text", kTextPhrases[i].key, text.phrases[i], w);
  }
  WriteWords("text", "filler_words", text.filler_words, w);
  WriteWords("text", "word_endings", text.word_endings, w);
  WriteWords("text", "working_words", text.working_words, w);
  WriteWords("text", "praise_phrases", text.praise_phrases, w);
  WriteWords("text", "complaint_phrases", text.complaint_phrases, w);
  for (const auto& [word, value] : text.number_values) {
    w->Line("number_value", word.value).Weight(value);
  }
  for (const auto& [word, value] : text.duration_values) {
    w->Line("duration_value", word.value).Word(FormatDuration(value));
  }
}

void WriteScoring(const Scoring& scoring, Writer* w) {
  const auto write = [w](std::string_view name, std::optional<Milli> value) {
    if (value) w->Line("scoring").Word(name).Weight(*value);
  };
  write("decay", scoring.decay);
  write("threshold", scoring.threshold);
  write("margin", scoring.margin);
  write("also_margin", scoring.also_margin);
  write("word_mix", scoring.word_mix);
}

// A line for each thing that is set, none for what is not, so that a pack without a standard has
// the form that it had before there were any.
void WriteStandard(const StandardSettings& standard, Writer* w) {
  const auto line = [w](std::string_view name) -> Writer& {
    return w->Line("standard").Word(name);
  };
  const auto span = [&](std::string_view name, const std::optional<Duration>& value) {
    if (value) line(name).Word(FormatDuration(*value));
  };
  if (standard.period) line("period").Word(ReportPeriodName(*standard.period));
  if (standard.satisfied_above) line("satisfied_above").Number(*standard.satisfied_above);
  span("fcr", standard.fcr_window);
  span("reopen", standard.reopen_window);
  span("new", standard.new_for);
  span("at_risk", standard.at_risk_after);
  span("lapsed", standard.lapsed_after);
  for (const auto& [channel, within] : standard.first_response) {
    line("first_response").Add(channel).Word(FormatDuration(within));
  }
  for (const auto& [channel, within] : standard.resolution) {
    line("resolution").Add(channel).Word(FormatDuration(within));
  }
  for (const MetricGoal& goal : standard.goals) {
    line(goal.at_least ? "at_least" : "at_most").Word(MetricName(goal.metric)).Number(goal.value);
  }
  for (const MetricAlert& alert : standard.alerts) {
    line(alert.below ? "below" : "above").Word(MetricName(alert.metric)).Number(alert.value);
    w->Number(alert.min_sample);
  }
  for (const auto& [check, share] : standard.checks) line("check").Add(check.id).Number(share);
}

void WriteWordTable(const WordTable& words, Writer* w) {
  for (const TermRow& row : words.rows) {
    w->Line("term", row.term);
    for (const TermWeight& weight : row.weights) {
      w->Add(words.columns[weight.column].value).Weight(weight.weight);
    }
  }
}

void WriteFact(const Fact& fact, Writer* w) {
  w->Line("fact", fact.id).Word(FactTypeName(fact.type));
  if (fact.names_customer) w->Word("names_customer");
  for (const std::string& value : fact.values) w->Line("value").Add(value);
  if (fact.min) Add(*fact.min, &w->Line("min"));
  if (fact.max) Add(*fact.max, &w->Line("max"));
  if (fact.default_value) Add(*fact.default_value, &w->Line("default"));
}

void WriteCue(const Cue& cue, Writer* w) {
  constexpr std::string_view kSides[] = {"customer", "agent", "any"};
  w->Line("cue", cue.id).Word(kSides[static_cast<int>(cue.side)]);
  if (cue.ignore_negated) w->Word("negated");
  if (cue.ignore_quoted) w->Word("quoted");
  if (cue.names_customer) w->Word("names_customer");
  for (const Text& phrase : cue.phrases) w->Line("phrase").Add(phrase.value);
}

void WriteEvidence(const std::vector<Evidence>& evidence, Writer* w) {
  for (const Evidence& e : evidence) {
    w->Line("evidence", e.id).Weight(e.weight);
    if (e.pinned) w->Word("pin");
    if (e.min) w->Word("min").Weight(*e.min);
    if (e.max) w->Word("max").Weight(*e.max);
  }
}

void WriteRefs(std::string_view kind, const std::vector<ActionRef>& refs, Writer* w) {
  if (refs.empty()) return;
  w->Line(kind);
  for (const ActionRef& ref : refs) w->Add(ref.id);
}

void WritePersona(const Persona& persona, Writer* w) {
  w->Line("persona", persona.id).Weight(persona.bias);
  w->Line("label").Add(persona.label).Add(persona.display_name).Add(persona.summary);
  WriteEvidence(persona.evidence, w);
  WriteRefs("playbook", persona.playbook, w);
}

void WriteScale(const Scale& scale, Writer* w) {
  w->Line("scale", scale.id).Weight(scale.bias);
  for (const std::string& level : scale.levels) w->Line("level").Add(level);
  for (Milli threshold : scale.thresholds) w->Line("threshold").Weight(threshold);
  WriteEvidence(scale.evidence, w);
}

void WriteAction(const Action& action, Writer* w) {
  w->Line("action", action.id).Word(PerformerName(action.by)).Word(ActionKindName(action.kind));
  w->Line("label").Add(action.label);
  if (action.available_when) w->Line("available_when").Add(action.available_when->value);
  for (const Text& line : action.say) w->Line("say").Add(line.value);
}

void WritePolicy(const Policy& policy, Writer* w) {
  constexpr std::string_view kClasses[] = {"safety", "policy", "hostility", "general"};
  constexpr std::string_view kOnUnknown[] = {"by_effect", "apply", "skip"};
  w->Line("policy", policy.id)
      .Word(kClasses[static_cast<int>(policy.policy_class)])
      .Word(kOnUnknown[static_cast<int>(policy.on_unknown)]);
  w->Line("when").Add(policy.when.value);
  WriteRefs("recommend", policy.recommend, w);
  WriteRefs("forbid", policy.forbid, w);
  for (ActionKind kind : policy.forbid_kinds) w->Line("forbid_kind").Word(ActionKindName(kind));
  if (policy.suppress_playbooks) w->Line("suppress_playbooks");
  WriteRefs("approval", policy.approval_actions, w);
  if (!policy.approval_from.empty()) w->Line("approval_from").Add(policy.approval_from);
  for (const LimitEffect& limit : policy.limits) {
    w->Line("limit", limit.limit.id).Add(limit.value.value);
  }
  WriteRefs("flag", policy.flags, w);
  if (policy.escalate) {
    w->Line("escalate").Add(policy.escalate->route.id).Add(policy.escalate->reason.id);
    if (policy.escalate->within) w->Word(FormatDuration(*policy.escalate->within));
  }
}

void WriteCheck(const Check& check, Writer* w) {
  w->Line("check", check.id).Weight(check.weight);
  if (check.fatal) w->Word("fatal");
  w->Line("label").Add(check.label).Add(check.why);
  if (check.applies_when) w->Line("applies_when").Add(check.applies_when->value);
  WriteRefs("expects", check.expects, w);
  WriteRefs("faults", check.faults, w);
  if (check.passes_when) w->Line("passes_when").Add(check.passes_when->value);
  for (const CuesOf& limit : check.limits) {
    w->Line("within", limit.of.id);
    for (const ActionRef& cue : limit.cues) w->Add(cue.id);
  }
  for (const CuesOf& action : check.actions) {
    w->Line("does", action.of.id);
    for (const ActionRef& cue : action.cues) w->Add(cue.id);
  }
  for (const Text& line : check.suggest) w->Line("suggest").Add(line.value);
}

void WriteProtocol(const Protocol& protocol, Writer* w) {
  const auto condition = [w](std::string_view kind, const std::optional<Text>& text) {
    if (text) w->Line(kind).Add(text->value);
  };
  w->Line("protocol", protocol.id).Add(protocol.label);
  WriteRefs("starts_on", protocol.starts_on, w);
  condition("starts_when", protocol.starts_when);
  for (const ProtocolState& state : protocol.states) {
    w->Line("state", state.id).Add(state.label);
    if (state.ends) w->Word("ends");
    WriteRefs("from", state.from, w);
    WriteRefs("on", state.on, w);
    condition("enter_when", state.enter_when);
    WriteRefs("steps", state.steps, w);
  }
  for (const ProtocolStep& step : protocol.steps) {
    w->Line("step", step.id).Add(step.label);
    WriteRefs("done_by", step.done_by, w);
    condition("needed_when", step.needed_when);
    if (step.action) w->Line("recommend").Add(step.action->id);
  }
  for (const ProtocolFault& fault : protocol.faults) {
    w->Line("fault", fault.id).Add(fault.label);
    WriteRefs("by", fault.by, w);
    condition("when", fault.when);
  }
}

void WriteContactKind(const ContactKind& kind, Writer* w) {
  w->Line("contact_kind", kind.id).Add(kind.label).Add(kind.when.value);
  WriteRefs("playbook", kind.playbook, w);
}

void WriteNeed(const Need& need, Writer* w) {
  w->Line("need", need.id).Add(need.label);
  WriteRefs("cues", need.cues, w);
  if (need.when) w->Line("when").Add(need.when->value);
  WriteRefs("playbook", need.playbook, w);
}

void WritePromise(const Promise& promise, Writer* w) {
  w->Line("promise", promise.id).Add(promise.label);
  if (promise.from_text) w->Word("from_text");
  if (promise.due) w->Word(FormatDuration(*promise.due));
  WriteRefs("cues", promise.cues, w);
  WriteRefs("kept_by", promise.kept_by, w);
}

// Phrases in their order, as those of cues.
void WritePhrases(std::string_view kind, const std::vector<Text>& phrases, Writer* w) {
  for (const Text& phrase : phrases) w->Line(kind).Add(phrase.value);
}

void WriteTheme(const Theme& theme, Writer* w) {
  w->Line("theme", theme.id).Add(theme.label);
  WriteRefs("cues", theme.cues, w);
  WriteRefs("praise_cues", theme.praise_cues, w);
  WriteRefs("complaint_cues", theme.complaint_cues, w);
  WritePhrases("phrase", theme.phrases, w);
  WritePhrases("praise", theme.praise, w);
  WritePhrases("complaint", theme.complaints, w);
}

void WriteMeasure(const Measure& measure, Writer* w) {
  w->Line("measure", measure.id).Word(CostClassName(measure.cost)).Word(MetricName(measure.moves));
  w->Line("label").Add(measure.label).Add(measure.owner);
  WriteRefs("for", measure.themes, w);
}

}  // namespace

std::string CanonicalText(const Pack& pack) {
  Writer w;
  w.Line("rapport-pack").Number(kCanonicalVersion);
  w.Line("pack", pack.header.id).Add(pack.header.version).Add(pack.header.language);
  WriteText(pack.text, &w);
  WriteScoring(pack.scoring, &w);
  WriteStandard(pack.standard, &w);
  for (const Fact& fact : pack.facts) WriteFact(fact, &w);
  for (const List& list : pack.lists) {
    for (const Text& item : list.items) w.Line("list", list.id).Add(item.value);
  }
  for (const Cue& cue : pack.cues) WriteCue(cue, &w);
  for (const Condition& c : pack.conditions) w.Line("condition", c.id).Add(c.when.value);
  for (const Persona& persona : pack.personas) WritePersona(persona, &w);
  for (const Scale& scale : pack.scales) WriteScale(scale, &w);
  WriteWordTable(pack.words, &w);
  for (const Action& action : pack.actions) WriteAction(action, &w);
  for (const Limit& limit : pack.limits) w.Line("limit_unit", limit.id).Add(limit.unit);
  for (const Route& route : pack.routes) {
    w.Line("route", route.id).Number(route.level).Add(route.label);
  }
  for (const Label& reason : pack.reasons) w.Line("reason", reason.id).Add(reason.text);
  for (const Label& flag : pack.flags) w.Line("flag", flag.id).Add(flag.text);
  for (const Policy& policy : pack.policies) WritePolicy(policy, &w);
  for (const Check& check : pack.checks) WriteCheck(check, &w);
  for (const Protocol& protocol : pack.protocols) WriteProtocol(protocol, &w);
  WriteServiceText(pack.text, &w);
  for (const ContactKind& kind : pack.contact_kinds) WriteContactKind(kind, &w);
  for (const Need& need : pack.needs) WriteNeed(need, &w);
  for (const Promise& promise : pack.promises) WritePromise(promise, &w);
  for (const Theme& theme : pack.themes) WriteTheme(theme, &w);
  for (const Measure& measure : pack.measures) WriteMeasure(measure, &w);
  return w.Take();
}

std::string HashOf(const Pack& pack) { return Sha256Hex(CanonicalText(pack)); }

}  // namespace rapport::pack
