// The tables of the pack format, but for `checks:` (format_checks.cc) and `tests:`
// (format_tests.cc). docs/pack-reference.md explains the same keys to people.

#include "pack/format.h"

#include <utility>

#include "base/fixed_point.h"
#include "pack/format_service.h"
#include "pack/shape_builder.h"
#include "pack/word_sets.h"

namespace rapport::pack {
namespace {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& Kind() {
  static const Shape& shape =
      Enum("a kind of action",
           {"safety", "de_escalation", "boundary", "apology", "service", "information", "offer",
            "relationship", "conversation", "follow_up", "handover"});
  return shape;
}

const Shape& Evidence() {
  static const Shape& shape = Keep(MapOf(
      "a map from cues and conditions to weights", nullptr,
      Short(Weight(), "weight",
            Keep(Object("a weight", "evidence",
                        {{"weight", &Weight(), "Thousandths count; -1000 to 1000.", kRequired},
                         {"pin", &Bool(), "Keeps the weight out of fitting."},
                         {"min", &Weight(), "The least that fitting may make of it."},
                         {"max", &Weight(), "The most that fitting may make of it."}})))));
  return shape;
}

const Shape& PackHeader() {
  static const Shape& shape = Keep(
      Object("`pack`", "pack",
             {{"id", &Name(PackIdForm()), "Lower-case letters, digits and hyphens.", kRequired},
              {"version", &Name(VersionForm()), "Three numbers: 1.2.0.", kRequired},
              {"language", &Name(LanguageForm()), "BCP 47; of the customers' words.", kRequired},
              {"extends", &ListOf("a list of packs", Name(PackIdForm())),
               "Packs this one builds on, loaded first, in this order."},
              {"files", &ListOf("a list of files", Name(FileNameForm())),
               "Further files of this pack, relative to this one; a word table ends in .tsv."},
              {"help", &Label(), "For people; it changes nothing."}}));
  return shape;
}

const Shape& TextSection() {
  static const Shape& shape = []() -> const Shape& {
    Shape section = Object(
        "`text`", "text",
        {{"spellings",
          &Keep(MapOf("a map from written words to what they stand for", nullptr, Text("words"))),
          "A written word: the word or words it stands for."},
         {"negators", &ListOf("a list of phrases", Text("a phrase")),
          "Phrases that turn what follows into its opposite."},
         {"negation_reach", &Number(ShapeKind::kInt, "a number of tokens", 1, 20),
          "How many tokens a negator reaches at most; default 6."},
         {"negation_exceptions", &ListOf("a list of phrases", Text("a phrase")),
          "Phrases that disarm a negator in them: not only."},
         {"own_words", &Words(), "Very common words of the pack's language."},
         {"other_words",
          &Keep(MapOf("a map from languages to lists of words", &LanguageForm(), Words())),
          "Very common words of other languages, none of them a word of ours."}});
    for (const WordSetInfo& set : kWordSets) section.keys.push_back({set.key, &Words(), set.help});
    AddServiceText(&section);
    return Keep(section);
  }();
  return shape;
}

const Shape& Fact() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& bound = Keep(Make(ShapeKind::kValue, "a value"));
    return Keep(Item(
        "a fact", "fact",
        {{"type",
          &Enum("a type",
                {"bool", "int", "double", "string", "enum", "duration", "timestamp", "strings"}),
          "The type of its values.", kRequired},
         {"names", &Enum("whom it names", {"customer"}),
          "customer: a string that holds the customer's first name."},
         {"values", &ListOf("a list of values", Text("a value"), false), "What an enum may be."},
         {"min", &bound, "The least an int, double or duration may be."},
         {"max", &bound, "The most an int, double or duration may be."},
         {"default", &bound, "Its value until the host sets it; without, unknown."}}));
  }();
  return shape;
}

const Shape& PhraseList() {
  static const Shape& shape =
      Short(Phrases(), "items",
            Keep(Item("a list", "list",
                      {{"items", &Phrases(), "Phrases; {name} matches any of them.", kRequired}})));
  return shape;
}

const Shape& Cue() {
  static const Shape& shape = Short(
      Phrases(), "phrases",
      Keep(Item(
          "a cue", "cue",
          {{"phrases", &Phrases(), "What to look for; see docs/phrase-language.md.", kRequired},
           {"in", &Enum("a side", {"customer", "agent", "any"}),
            "Whose turns are searched; default customer."},
           {"ignore_when", &ListOf("a list", Enum("negated or quoted", {"negated", "quoted"})),
            "Hits that do not count; default [negated, quoted]."},
           {"names", &Enum("whom a hit names", {"customer"}),
            "customer: the last word of a hit is the customer's first name."},
           {"examples", &Texts(), "Texts in which it fires; checked by `rapport test`."},
           {"counter_examples", &Texts(), "Texts in which it does not."}})));
  return shape;
}

const Shape& Condition() {
  static const Shape& shape = Short(
      Expression(), "when",
      Keep(Item("a condition", "condition",
                {{"when", &Expression(), "An expression; see docs/conditions.md.", kRequired}})));
  return shape;
}

const Shape& Personas() {
  static const Shape& shape = []() -> const Shape& {
    Shape map =
        MapOf("a map of personas", &IdForm(),
              Keep(Item("a persona", "persona",
                        {{"label", &Label(), "For staff.", kRequired},
                         {"display_name", &Label(),
                          "Neutral: may be stored, or shown to the customer.", kRequired},
                         {"summary", &Label(), "Who they are, in a sentence."},
                         {"bias", &Weight(), "Its score without evidence; default 0."},
                         {"evidence", &Evidence(), "Cues and conditions that speak for it."},
                         {"playbook", &Refs(), "Actions, most important first."}})));
    map.special_name = "none";
    map.special = &Keep(Item("the persona 'none'", "persona_none",
                             {{"bias", &Weight(), "Its score without evidence; default 0."},
                              {"evidence", &Evidence(), "What speaks for no type at all."}}));
    return Keep(std::move(map));
  }();
  return shape;
}

const Shape& Scoring() {
  static const Shape& shape =
      Keep(Object("`scoring`", "scoring",
                  {{"decay", &Number(ShapeKind::kMilli, "a decay", 0, kOne),
                    "What a hit is worth one customer turn later; 0 to 1."},
                   {"threshold", &Number(ShapeKind::kMilli, "a probability", 0, kOne),
                    "Probability that the best persona must reach."},
                   {"margin", &Number(ShapeKind::kMilli, "a margin", 0, kMaxWeight),
                    "Score by which it must beat `none`."},
                   {"also_margin", &Number(ShapeKind::kMilli, "a margin", 0, kMaxWeight),
                    "Score by which a further persona must beat `none`."},
                   {"word_mix", &Number(ShapeKind::kMilli, "a factor", 0, 10 * kOne),
                    "What word tables count beside cues and conditions; default 1."}}));
  return shape;
}

const Shape& Scale() {
  static const Shape& shape = Keep(Item(
      "a scale", "scale",
      {{"levels", &ListOf("a list of levels", Name(IdForm()), false), "Names, lowest first.",
        kRequired},
       {"thresholds", &Thresholds(), "A score at or above the n-th reaches level n.", kRequired},
       {"bias", &Weight(), "Its score without evidence; default 0."},
       {"evidence", &Evidence(), "Cues and conditions that move it."}}));
  return shape;
}

const Shape& Action() {
  static const Shape& shape =
      Keep(Item("an action", "action",
                {{"label", &Label(), "What to do, for the one who does it.", kRequired},
                 {"by", &Enum("a performer", {"agent", "system", "supervisor"}),
                  "Who does it; default agent."},
                 {"kind", &Kind(), "What it is; default service."},
                 {"available_when", &Expression(), "Hidden when false; shown when unknown."},
                 {"say", &ListOf("a list of lines", Text("a line")),
                  "Lines for the agent; the first that can be filled is best."}}));
  return shape;
}

const Shape& Labelled(std::string_view what, std::string_view id) {
  return Short(Label(), "label",
               Keep(Item(what, id, {{"label", &Label(), "For people.", kRequired}})));
}

const Shape& Policy() {
  static const Shape& shape = Keep(
      Item("a policy", "policy",
           {{"id", &Name(PolicyIdForm()), "Lower-case letters, digits, hyphens and underscores.",
             kRequired},
            {"class", &Enum("a class", {"safety", "policy", "hostility", "general"}),
             "The order of its actions; default policy."},
            {"when", &Expression(), "An expression; sees personas and scales too.", kRequired},
            {"recommend", &Refs(), "Actions to take, most important first."},
            {"forbid", &Refs(), "Actions not to take; beats every recommendation."},
            {"forbid_kinds", &ListOf("a list of kinds", Kind()), "Every action of these kinds."},
            {"suppress_playbooks", &Bool(), "No persona's playbook is recommended."},
            {"require_approval",
             &Keep(Object("`require_approval`", "",
                          {{"actions", &Refs(), "Actions that need it.", kRequired},
                           {"from", &Ref(), "The route that approves.", kRequired}})),
             "Actions that somebody must approve."},
            {"limit", &Keep(MapOf("a map from limits to expressions", nullptr, Expression())),
             "An int expression for each limit; the smallest of all policies counts."},
            {"flag", &Refs(), "Flags to set."},
            {"escalate",
             &Keep(Object("`escalate`", "",
                          {{"to", &Ref(), "A route.", kRequired},
                           {"reason", &Ref(), "A reason.", kRequired},
                           {"within", &Keep(Make(ShapeKind::kDuration, "a duration")),
                            "Time to act, from the turn that made the condition true."}})),
             "Hands the case on."},
            {"on_unknown", &Enum("apply or skip", {"apply", "skip"}),
             "What happens when the condition is unknown; default by effect."}}));
  return shape;
}

const Shape& Section(std::string_view what, const Shape& element) {
  return Keep(MapOf(what, &IdForm(), element));
}

const Shape& LearnedWeights() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& evidence =
        Keep(MapOf("a map from cues and conditions to weights", nullptr, Weight()));
    const Shape& persona = Keep(Object("weights of a persona", "",
                                       {{"bias", &Weight(), "Its score without evidence."},
                                        {"evidence", &evidence, "Learned weights."}}));
    const Shape& scale = Keep(Object("weights of a scale", "",
                                     {{"bias", &Weight(), "Its score without evidence."},
                                      {"thresholds", &Thresholds(), "Of its levels."},
                                      {"evidence", &evidence, "Learned weights."}}));
    return Keep(
        Object("`weights`", "weights",
               {{"scoring", &Scoring(), "How evidence becomes a persona."},
                {"personas", &Keep(MapOf("a map of personas", nullptr, persona)), "By persona."},
                {"scales", &Keep(MapOf("a map of scales", nullptr, scale)), "By scale."}}));
  }();
  return shape;
}

const Shape& FormatVersion() {
  static const Shape& shape = Number(ShapeKind::kInt, "the format's version", 1, 1);
  return shape;
}

}  // namespace

const Shape& FileShape() {
  static const Shape& shape = Keep(Object(
      "a pack", "file",
      {{"rapport", &FormatVersion(), "The format's version: 1.", kRequired},
       {"pack", &PackHeader(), "What this pack is; only in its first file."},
       {"text", &TextSection(), "The language."},
       {"facts", &Section("a map of facts", Fact()), "What the host may tell."},
       {"lists", &Section("a map of lists", PhraseList()), "Named alternatives for phrases."},
       {"cues", &Section("a map of cues", Cue()), "What to look for in what is said."},
       {"conditions", &Section("a map of conditions", Condition()), "Named expressions."},
       {"personas", &Personas(), "The customer types."},
       {"scoring", &Scoring(), "How evidence becomes a persona."},
       {"weights", &LearnedWeights(), "Learned weights, laid over those of personas and scales."},
       {"scales", &Section("a map of scales", Scale()), "Ordered axes beside the personas."},
       {"actions", &Section("a map of actions", Action()), "What can be done."},
       {"limits",
        &Section("a map of limits",
                 Keep(Item("a limit", "limit", {{"unit", &Label(), "Of its number."}}))),
        "Numbers that policies bound."},
       {"routes",
        &Section("a map of routes",
                 Keep(Item("a route", "route",
                           {{"level", &Number(ShapeKind::kInt, "a level", 1, 100),
                             "Higher is more senior.", kRequired},
                            {"label", &Label(), "For people.", kRequired}}))),
        "To whom a case can go."},
       {"reasons", &Section("a map of reasons", Labelled("a reason", "reason")),
        "Why it goes there."},
       {"flags", &Section("a map of flags", Labelled("a flag", "flag")), "Marks for the host."},
       {"policies", &ListOf("a list of policies", Policy()), "Conditions with effects."},
       {"checks", &Section("a map of checks", CheckShape()), "What makes a good reply."},
       {"protocols", &Section("a map of protocols", ProtocolShape()),
        "What to do, followed through a conversation."},
       {"contact_kinds", &ContactKindsShape(),
        "What a customer writes for; the first counts most."},
       {"needs", &NeedsShape(), "What customers need and expect."},
       {"promises", &PromisesShape(), "What agents promise, and when it falls due."},
       {"lessons", &Section("a map of lessons", LessonShape()), "What agents can learn."},
       {"standard", &StandardShape(), "What good service is: times and goals of figures."},
       {"themes", &Section("a map of themes", ThemeShape()), "What comments can be about."},
       {"measures", &Section("a map of measures", MeasureShape()),
        "What can be done about themes."},
       {"tests", &ListOf("a list of tests", TestShape()), "What the pack promises."}}));
  return shape;
}

const Shape& OverlayShape() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& header = Keep(Object(
        "`overlay`", "",
        {{"base", &Name(BaseForm()), "The pack it was learned on, by name and hash.", kRequired},
         {"words", &Name(FileNameForm()),
          "A word table (TSV), relative to this file, in place of the base's."}}));
    return Keep(Object("an overlay", "overlay_file",
                       {{"rapport", &FormatVersion(), "The format's version: 1.", kRequired},
                        {"overlay", &header, "Marks learned weights.", kRequired},
                        {"weights", &LearnedWeights(), "What was learned."},
                        {"scoring", &Scoring(), "How evidence becomes a persona."}}));
  }();
  return shape;
}

}  // namespace rapport::pack
