// Pack model -> tables. The loader has proved that every name, phrase and expression is good, so
// each step here either works or has found a defect, which is reported as kInternal and never
// crashes.

#include "ruleset/compile.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "pack/lexicon.h"
#include "ruleset/compile_feedback.h"
#include "ruleset/compile_service.h"
#include "ruleset/compile_standard.h"
#include "ruleset/finish.h"
#include "ruleset/line.h"
#include "ruleset/network.h"
#include "ruleset/tables.h"
#include "text/fold.h"
#include "text/lexicon.h"

namespace rapport::ruleset {
namespace {

using IdMap = absl::flat_hash_map<std::string, Index>;

template <typename Items>
IdMap IndexById(const Items& items) {
  IdMap map;
  for (const auto& item : items) map.emplace(item.id, static_cast<Index>(map.size()));
  return map;
}

class Compiler {
 public:
  Compiler(const pack::LoadedPack& loaded, const PackLimits& limits)
      : pack_(loaded.pack), limits_(limits), tables_(std::make_unique<Tables>()) {
    tables_->name = Keep(loaded.Name());
    tables_->hash = Keep(loaded.hash);
    tables_->language = Keep(pack_.header.language);
  }

  std::unique_ptr<Tables> Run(Status* status) {
    Names();
    Text();
    Facts();
    Cues();
    Conditions();
    Personas();
    Scales();
    Terms();
    Actions();
    Policies();
    Protocols();
    PolicyCues();
    Checks();
    Service();
    // Last, so that its words change the numbers of no others.
    Fail(CompileFeedback(pack_, lexicon_, limits_, tables_.get()));
    tables_->vocabulary.Freeze();
    tables_->word_languages.shrink_to_fit();
    if (status_.ok()) {
      BuildNetwork(tables_.get());
      BuildEvidenceTable(tables_.get());
    }
    Finish(tables_.get());
    Measure();
    *status = std::move(status_);
    return std::move(tables_);
  }

 private:
  void Fail(std::string what) {
    if (status_.ok() && !what.empty()) status_ = Status(StatusCode::kInternal, std::move(what));
  }

  std::string_view Keep(std::string_view text) { return tables_->pool.Add(text); }
  std::vector<std::string_view> Keep(const std::vector<std::string>& texts) {
    std::vector<std::string_view> kept;
    for (const std::string& text : texts) kept.push_back(Keep(text));
    return kept;
  }

  Index Find(const IdMap& map, const std::string& id) {
    const auto it = map.find(id);
    if (it != map.end()) return it->second;
    Fail(StrCat("undeclared name '", id, "' in a checked pack"));
    return 0;
  }

  std::unique_ptr<expr::Program> Expression(const pack::Text& text, const expr::Declarations& scope,
                                            const expr::Type& type) {
    std::vector<expr::ExprIssue> issues;
    auto program = expr::Program::Compile(text.value, scope, type, limits_, &issues);
    if (program == nullptr) Fail(StrCat("a checked expression does not compile: ", text.value));
    return program;
  }

  void Names() {
    evidence_scope_ = pack::EvidenceScope(pack_);
    policy_scope_ = pack::PolicyScope(pack_, evidence_scope_);
    review_scope_ = pack::ReviewScope(pack_, policy_scope_);
    tables_->slots = pack::SlotLayout::Of(pack_);
    tables_->slot_names = TextArray(pack::SlotNames(pack_));
    facts_ = IndexById(pack_.facts);
    cues_ = IndexById(pack_.cues);
    conditions_ = IndexById(pack_.conditions);
    actions_ = IndexById(pack_.actions);
    line_limits_ = IndexById(pack_.limits);
    routes_ = IndexById(pack_.routes);
    reasons_ = IndexById(pack_.reasons);
    flags_ = IndexById(pack_.flags);

    const pack::Scoring& scoring = pack_.scoring;
    tables_->decay = scoring.decay.value_or(kOne);
    tables_->threshold = scoring.threshold.value_or(0);
    tables_->margin = scoring.margin.value_or(0);
    tables_->also_margin = scoring.also_margin.value_or(0);
    CompileStandard(pack_.standard, tables_.get());
  }

  void Text() {
    pack::BuildLexicon(pack_.text, &lexicon_);
    tables_->tokenizer = std::make_unique<text::Tokenizer>(&lexicon_, &tables_->vocabulary);
    for (const pack::Text& word : pack_.text.own_words) {
      AddWordLanguage(word.value, WordLanguage::kOwn);
    }
    for (const auto& [language, words] : pack_.text.other_words) {
      for (const pack::Text& word : words) AddWordLanguage(word.value, WordLanguage::kOther);
    }
    CompileServiceText(pack_.text, tables_.get());
  }

  void AddWordLanguage(std::string_view word, WordLanguage language) {
    const uint32_t id = tables_->vocabulary.Intern(text::Fold(word));
    Array<WordLanguage>& languages = tables_->word_languages;
    if (id >= languages.size()) languages.resize(id + 1, WordLanguage::kUnlisted);
    if (languages[id] != WordLanguage::kUnlisted) return;
    languages[id] = language;
    tables_->own_word_count += language == WordLanguage::kOwn ? 1 : 0;
  }

  void Facts() {
    for (const pack::Fact& fact : pack_.facts) {
      FactEntry entry;
      entry.id = Keep(fact.id);
      entry.help = Keep(fact.help);
      entry.type = fact.type;
      entry.values = Keep(fact.values);
      entry.min = fact.min;
      entry.max = fact.max;
      entry.default_value = fact.default_value;
      if (fact.names_customer) {
        tables_->name_facts.push_back(static_cast<Index>(tables_->facts.size()));
      }
      tables_->facts.push_back(std::move(entry));
    }
  }

  void Cues() {
    for (const pack::Cue& cue : pack_.cues) {
      tables_->cues.push_back({Keep(cue.id), Keep(cue.help), cue.ignore_negated, cue.ignore_quoted,
                               cue.names_customer});
    }
    Phrases(kCustomerPhrases, pack::CueSide::kAgent);
    Phrases(kAgentPhrases, pack::CueSide::kCustomer);
  }

  // Those of all cues but of one side.
  void Phrases(PhraseGroup group, pack::CueSide without) {
    PackLimits limits = limits_;  // the loader has counted those of cues
    limits.phrases += pack_.text.negators.size() + pack_.text.negation_exceptions.size();
    phrase::PhraseSetBuilder builder(&lexicon_, limits, &tables_->vocabulary);
    std::vector<phrase::PhraseIssue> issues;
    for (const pack::List& list : pack_.lists) {
      std::vector<std::string_view> items;
      for (const pack::Text& item : list.items) items.push_back(item.value);
      if (!builder.DeclareList(list.id, items, &issues)) {
        Fail(StrCat("a checked list does not compile: ", list.id));
      }
    }
    for (uint32_t tag = 0; tag < pack_.cues.size(); ++tag) {
      if (pack_.cues[tag].side == without) continue;
      for (const pack::Text& phrase : pack_.cues[tag].phrases) {
        if (!builder.Add(tag, phrase.value, &issues)) {
          Fail(StrCat("a checked phrase does not compile: ", phrase.value));
        }
      }
    }
    const auto first_tag = static_cast<uint32_t>(pack_.cues.size());
    tables_->negation = AddNegation(pack_.text, first_tag, &builder, &issues);
    if (!issues.empty()) Fail("a checked negator does not compile");
    for (uint32_t i = 0; i < pack::kTextPhraseCount; ++i) {
      if (pack::kTextPhrases[i].of_agents != (group == kAgentPhrases)) continue;
      for (const pack::Text& phrase : pack_.text.phrases[i]) {
        if (!builder.Add(tables_->first_text_tag() + i, phrase.value, &issues)) {
          Fail(StrCat("a checked phrase does not compile: ", phrase.value));
        }
      }
    }
    tables_->phrases[group] = builder.Build();
  }

  void Conditions() {
    for (const pack::Condition& condition : pack_.conditions) {
      tables_->conditions.push_back(
          {Keep(condition.id), Expression(condition.when, evidence_scope_, expr::TypeKind::kBool)});
    }
    // Depth first over what each reads; the loader has refused cycles.
    std::vector<bool> done(tables_->conditions.size(), false);
    std::vector<Index> order;
    for (Index i = 0; i < tables_->conditions.size(); ++i) Order(i, &done, &order);
    tables_->condition_order = order;
  }

  void Order(Index condition, std::vector<bool>* done, std::vector<Index>* order) {
    if ((*done)[condition]) return;
    (*done)[condition] = true;
    for (Index read : ConditionsRead(tables_->conditions[condition].when.get())) {
      Order(read, done, order);
    }
    order->push_back(condition);
  }

  std::vector<Index> SlotsRead(const expr::Program* program, int32_t first, size_t size) const {
    std::vector<Index> read;
    if (program == nullptr) return read;
    for (int32_t slot : program->slots()) {
      if (slot >= first && slot < first + static_cast<int32_t>(size)) {
        read.push_back(static_cast<Index>(slot - first));
      }
    }
    return read;
  }
  std::vector<Index> ConditionsRead(const expr::Program* program) const {
    return SlotsRead(program, tables_->slots.conditions, pack_.conditions.size());
  }

  std::vector<Weight> Weights(const std::vector<pack::Evidence>& evidence) {
    std::vector<Weight> weights;
    for (const pack::Evidence& e : evidence) {
      const auto cue = cues_.find(e.id);
      const Index index = cue != cues_.end()
                              ? cue->second
                              : static_cast<Index>(cues_.size()) + Find(conditions_, e.id);
      weights.push_back({index, e.weight});
    }
    std::sort(weights.begin(), weights.end(),
              [](const Weight& a, const Weight& b) { return a.evidence < b.evidence; });
    return weights;
  }

  std::vector<Index> Indices(const IdMap& map, const std::vector<pack::ActionRef>& refs) {
    std::vector<Index> indices;
    for (const pack::ActionRef& ref : refs) indices.push_back(Find(map, ref.id));
    return indices;
  }

  void Personas() {
    PersonaEntry none;
    none.id = "none";
    for (const pack::Persona& persona : pack_.personas) {
      PersonaEntry entry{Keep(persona.id),
                         Keep(persona.label),
                         Keep(persona.display_name),
                         Keep(persona.summary),
                         persona.bias,
                         Weights(persona.evidence),
                         Indices(actions_, persona.playbook)};
      if (persona.id == none.id) {
        none = std::move(entry);
      } else {
        tables_->personas.push_back(std::move(entry));
      }
    }
    tables_->personas.push_back(std::move(none));
  }

  void Scales() {
    for (const pack::Scale& scale : pack_.scales) {
      tables_->scales.push_back({Keep(scale.id), Keep(scale.help), Keep(scale.levels),
                                 scale.thresholds, scale.bias, Weights(scale.evidence)});
    }
  }

  // After personas and scales, whose indices are the targets.
  void Terms() {
    const pack::WordTable& words = pack_.words;
    TermTable& table = tables_->terms;
    table.targets = static_cast<Index>(tables_->personas.size() + tables_->scales.size());
    table.mix = pack_.scoring.word_mix.value_or(kOne);
    if (words.empty()) return;
    IdMap targets;
    Index next = 0;  // a scale may have a persona's id, as long as no column has it
    for (const PersonaEntry& p : tables_->personas) targets.emplace(p.id, next++);
    for (const ScaleEntry& s : tables_->scales) targets.emplace(s.id, next++);
    auto index = std::make_unique<phrase::TermIndex>(&tables_->vocabulary);
    std::vector<std::string_view> terms;
    std::vector<Milli> weights(words.rows.size() * table.targets);
    for (const pack::TermRow& row : words.rows) {
      index->Add(row.term);
      Milli* const of_term = &weights[terms.size() * table.targets];
      for (const pack::TermWeight& w : row.weights) {
        of_term[Find(targets, words.columns[w.column].value)] = w.weight;
      }
      terms.push_back(row.term);
    }
    table.terms = TextArray(terms);
    table.weights = TermWeights(weights);
    index->Freeze();
    table.index = std::move(index);
  }

  std::vector<Line> Lines(const std::vector<pack::Text>& texts) {
    std::vector<Line> lines;
    for (const pack::Text& text : texts) {
      Line line;
      if (!ParseLine(Keep(text.value), facts_, line_limits_, &line)) {
        Fail(StrCat("a checked line does not parse: ", text.value));
      }
      lines.push_back(std::move(line));
    }
    return lines;
  }

  void Actions() {
    for (const pack::Action& action : pack_.actions) {
      ActionEntry entry;
      entry.id = Keep(action.id);
      entry.label = Keep(action.label);
      entry.by = action.by;
      entry.kind = action.kind;
      if (action.available_when) {
        entry.available_when =
            Expression(*action.available_when, evidence_scope_, expr::TypeKind::kBool);
      }
      entry.say = Lines(action.say);
      tables_->actions.push_back(std::move(entry));
    }
    for (const pack::Limit& limit : pack_.limits) {
      tables_->limits.push_back({Keep(limit.id), Keep(limit.unit)});
    }
    for (const pack::Route& route : pack_.routes) {
      tables_->routes.push_back({Keep(route.id), Keep(route.label), route.level});
    }
    std::vector<Index> order;
    for (Index i = 0; i < tables_->routes.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
      return tables_->routes[a].level > tables_->routes[b].level;
    });
    tables_->route_order = order;
    for (const pack::Label& reason : pack_.reasons) {
      tables_->reasons.push_back({Keep(reason.id), Keep(reason.text)});
    }
    for (const pack::Label& flag : pack_.flags)
      tables_->flags.push_back({Keep(flag.id), Keep(flag.text)});
  }

  void Policies() {
    for (const pack::Policy& policy : pack_.policies) {
      PolicyEntry entry;
      entry.id = Keep(policy.id);
      entry.help = Keep(policy.help);
      entry.policy_class = policy.policy_class;
      entry.when = Expression(policy.when, policy_scope_, expr::TypeKind::kBool);
      entry.recommend = Indices(actions_, policy.recommend);
      entry.forbid = Indices(actions_, policy.forbid);
      for (ActionKind kind : policy.forbid_kinds)
        entry.forbid_kinds |= 1u << static_cast<int>(kind);
      entry.forbids.append(entry.forbid.begin(), entry.forbid.end());
      for (Index a = 0; entry.forbid_kinds != 0 && a < tables_->actions.size(); ++a) {
        const auto kind = static_cast<uint32_t>(tables_->actions[a].kind);
        if ((entry.forbid_kinds >> kind) & 1u) entry.forbids.push_back(a);
      }
      entry.suppress_playbooks = policy.suppress_playbooks;
      entry.approval_actions = Indices(actions_, policy.approval_actions);
      entry.approval_from = Keep(policy.approval_from);
      for (const pack::LimitEffect& limit : policy.limits) {
        entry.limits.push_back({Find(line_limits_, limit.limit.id),
                                Expression(limit.value, evidence_scope_, expr::TypeKind::kInt)});
      }
      entry.flags = Indices(flags_, policy.flags);
      if (policy.escalate) {
        tables_->escalating.push_back(static_cast<Index>(tables_->policies.size()));
        entry.escalate =
            EscalateEffect{Find(routes_, policy.escalate->route.id),
                           Find(reasons_, policy.escalate->reason.id), policy.escalate->within};
      }
      entry.on_unknown = policy.on_unknown;
      tables_->policies.push_back(std::move(entry));
    }
  }

  std::vector<CuesOf> ReplyCues(const std::vector<pack::CuesOf>& items, const IdMap& names) {
    std::vector<CuesOf> out;
    for (const pack::CuesOf& item : items) {
      out.push_back({Find(names, item.of.id), Indices(cues_, item.cues)});
    }
    return out;
  }

  void Checks() {
    for (const pack::Check& check : pack_.checks) {
      CheckEntry entry;
      entry.id = Keep(check.id);
      entry.help = Keep(check.help);
      entry.label = Keep(check.label);
      entry.why = Keep(check.why);
      if (check.applies_when) {
        entry.applies_when = Expression(*check.applies_when, review_scope_, expr::TypeKind::kBool);
      }
      if (check.passes_when) {
        entry.passes_when = Expression(*check.passes_when, review_scope_, expr::TypeKind::kBool);
      }
      entry.expects = Indices(cues_, check.expects);
      entry.faults = Indices(cues_, check.faults);
      entry.limits = ReplyCues(check.limits, line_limits_);
      entry.actions = ReplyCues(check.actions, actions_);
      entry.weight = check.weight;
      entry.is_fatal = check.fatal;
      entry.suggest = Lines(check.suggest);
      tables_->checks.push_back(std::move(entry));
    }
  }

  std::unique_ptr<expr::Program> MaybeExpression(const std::optional<pack::Text>& text,
                                                 const expr::Declarations& scope) {
    return text ? Expression(*text, scope, expr::TypeKind::kBool) : nullptr;
  }

  void Protocols() {
    if (!pack_.protocols.empty()) tables_->starts_protocol.assign(pack_.cues.size(), 0);
    for (const pack::Protocol& protocol : pack_.protocols) {
      const expr::Declarations scope = pack::ProtocolScope(pack_, protocol, evidence_scope_);
      const IdMap states = IndexById(protocol.states), steps = IndexById(protocol.steps);
      ProtocolEntry entry;
      entry.id = Keep(protocol.id);
      entry.label = Keep(protocol.label);
      entry.starts_on = Indices(cues_, protocol.starts_on);
      for (Index cue : entry.starts_on) tables_->starts_protocol[cue] = 1;
      entry.starts_when = MaybeExpression(protocol.starts_when, scope);
      for (const pack::ProtocolState& state : protocol.states) {
        std::vector<Index> from = Indices(states, state.from);
        for (Index s = 0; state.from.empty() && s < protocol.states.size(); ++s) {
          if (!protocol.states[s].ends) from.push_back(s);
        }
        std::sort(from.begin(), from.end());
        entry.states.push_back({Keep(state.id), Keep(state.label), from, Indices(cues_, state.on),
                                MaybeExpression(state.enter_when, scope),
                                Indices(steps, state.steps), state.ends});
      }
      for (const pack::ProtocolStep& step : protocol.steps) {
        entry.steps.push_back({Keep(step.id), Keep(step.label), Indices(cues_, step.done_by),
                               MaybeExpression(step.needed_when, scope), -1});
        if (step.action) {
          entry.steps.back().action = static_cast<int32_t>(Find(actions_, step.action->id));
        }
      }
      for (const pack::ProtocolFault& fault : protocol.faults) {
        entry.faults.push_back({Keep(fault.id), Keep(fault.label), Indices(cues_, fault.by),
                                MaybeExpression(fault.when, scope)});
      }
      tables_->protocols.push_back(std::move(entry));
    }
  }

  void Service() {
    ServiceTables& service = tables_->service;
    for (const pack::ContactKind& kind : pack_.contact_kinds) {
      service.contact_kinds.push_back({Keep(kind.id), Keep(kind.label), Keep(kind.help),
                                       Expression(kind.when, policy_scope_, expr::TypeKind::kBool),
                                       Indices(actions_, kind.playbook)});
    }
    for (const pack::Need& need : pack_.needs) {
      NeedEntry entry{Keep(need.id),   Keep(need.label),
                      Keep(need.help), Indices(cues_, need.cues),
                      nullptr,         Indices(actions_, need.playbook)};
      std::sort(entry.cues.begin(), entry.cues.end());  // of equal hits the first cue's is shown
      if (need.when) entry.when = Expression(*need.when, policy_scope_, expr::TypeKind::kBool);
      service.needs.push_back(std::move(entry));
    }
    for (const pack::Promise& promise : pack_.promises) {
      service.promises.push_back({Keep(promise.id), Keep(promise.label), Keep(promise.help),
                                  Indices(cues_, promise.cues), Indices(cues_, promise.kept_by),
                                  promise.due, promise.from_text});
    }
  }

  // The policies behind each cue, whose words a decision shows for them.
  void PolicyCues() {
    std::vector<std::vector<Index>> policies(tables_->cues.size());
    for (Index p = 0; p < tables_->policies.size(); ++p) {
      const expr::Program* when = tables_->policies[p].when.get();
      std::vector<bool> seen_conditions(tables_->conditions.size(), false);
      std::vector<bool> cues(tables_->cues.size(), false);
      AddCues(when, &seen_conditions, &cues);
      for (Index scale : SlotsRead(when, tables_->slots.scales, tables_->scales.size())) {
        for (const Weight& w : tables_->scales[scale].evidence) {
          if (w.weight > 0) AddEvidenceCues(w.evidence, &seen_conditions, &cues);
        }
      }
      for (Index i = 0; i < cues.size(); ++i) {
        if (cues[i]) policies[i].push_back(p);
      }
    }
    std::vector<Index> of_all;
    for (const std::vector<Index>& of_cue : policies) {
      tables_->cue_policy_begins.push_back(static_cast<Index>(of_all.size()));
      of_all.insert(of_all.end(), of_cue.begin(), of_cue.end());
    }
    tables_->cue_policy_begins.push_back(static_cast<Index>(of_all.size()));
    tables_->cue_policies = Numbers(of_all);
    for (PolicyEntry& policy : tables_->policies) policy.forbids.shrink_to_fit();
  }

  void AddCues(const expr::Program* program, std::vector<bool>* seen, std::vector<bool>* cues) {
    for (Index cue : SlotsRead(program, tables_->slots.cues, cues->size())) (*cues)[cue] = true;
    for (Index condition : ConditionsRead(program)) {
      AddEvidenceCues(static_cast<Index>(cues->size()) + condition, seen, cues);
    }
  }

  void AddEvidenceCues(Index evidence, std::vector<bool>* seen, std::vector<bool>* cues) {
    if (evidence < cues->size()) {
      (*cues)[evidence] = true;
      return;
    }
    const Index condition = evidence - static_cast<Index>(cues->size());
    if ((*seen)[condition]) return;
    (*seen)[condition] = true;
    AddCues(tables_->conditions[condition].when.get(), seen, cues);
  }

  void Measure() {
    const size_t bytes = tables_->compiled_bytes;
    if (bytes > limits_.compiled_bytes && status_.ok()) {
      status_ = Status(StatusCode::kLimitExceeded,
                       StrCat("the compiled pack takes ", bytes, " bytes; the limit is ",
                              limits_.compiled_bytes));
    }
  }

  const pack::Pack& pack_;
  const PackLimits& limits_;
  std::unique_ptr<Tables> tables_;
  text::Lexicon lexicon_;
  Status status_;
  expr::Declarations evidence_scope_, policy_scope_, review_scope_;
  IdMap facts_, cues_, conditions_, actions_, line_limits_, routes_, reasons_, flags_;
};

}  // namespace

phrase::NegationScopes AddNegation(const pack::TextSettings& text, uint32_t first_tag,
                                   phrase::PhraseSetBuilder* builder,
                                   std::vector<phrase::PhraseIssue>* issues) {
  for (const pack::Text& phrase : text.negators) {
    builder->Add(first_tag + phrase::NegationScopes::kNegator, phrase.value, issues);
  }
  for (const pack::Text& phrase : text.negation_exceptions) {
    builder->Add(first_tag + phrase::NegationScopes::kException, phrase.value, issues);
  }
  constexpr uint32_t kDefaultReach = 6;
  return {first_tag, text.negation_reach.value_or(kDefaultReach)};
}

Result<std::shared_ptr<const RuleSet>> Compile(const pack::LoadedPack& loaded,
                                               const PackLimits& limits, DiagnosticSink* sink) {
  Status status;
  std::unique_ptr<const Tables> tables = Compiler(loaded, limits).Run(&status);
  if (!status.ok()) {
    sink->Error(status.code() == StatusCode::kLimitExceeded ? "limit" : "internal", {},
                status.message());
    return status;
  }
  return std::shared_ptr<const RuleSet>(std::make_shared<RuleSet>(std::move(tables)));
}

}  // namespace rapport::ruleset
