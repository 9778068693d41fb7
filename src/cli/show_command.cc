#include <iostream>
#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/rules_source.h"
#include "cli/table.h"
#include "cli/value_type.h"
#include "pack/signals.h"
#include "record/json_writer.h"
#include "ruleset/tables.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

// One kind of thing that a rule set holds, as rows of text. The first column is the id.
struct Catalogue {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
  std::string name = {};  // as kCatalogues has it
};

std::string Joined(ListView<std::string_view> names) {
  std::string out;
  for (std::string_view name : names) StrAppend(&out, out.empty() ? "" : ", ", name);
  return out;
}

Catalogue Facts(const RuleSet& rules) {
  Catalogue out{{"id", "type", "default", "help"}, {}};
  for (const FactInfo& fact : rules.facts()) {
    std::string type = FactTypeName(fact.type);
    if (!fact.values.empty()) StrAppend(&type, " (", Joined(fact.values), ")");
    out.rows.push_back({std::string(fact.id), std::move(type), fact.has_default ? "yes" : "",
                        std::string(fact.help)});
  }
  return out;
}

Catalogue Signals(const RuleSet&) {
  Catalogue out{{"id", "type", "scope", "help"}, {}};
  for (const pack::SignalInfo& signal : pack::Signals()) {
    std::string help(signal.help);
    if (!signal.unknown.empty()) StrAppend(&help, "; unknown ", signal.unknown);
    out.rows.push_back({std::string(signal.name), FactTypeName(signal.type),
                        std::string(signal.scope), std::move(help)});
  }
  return out;
}

Catalogue Personas(const RuleSet& rules) {
  Catalogue out{{"id", "label", "shown as", "summary"}, {}};
  for (const PersonaInfo& p : rules.personas()) {
    out.rows.push_back({std::string(p.id), std::string(p.label), std::string(p.display_name),
                        std::string(p.summary)});
  }
  return out;
}

Catalogue Scales(const RuleSet& rules) {
  Catalogue out{{"id", "levels", "help"}, {}};
  for (const ScaleInfo& scale : rules.scales()) {
    out.rows.push_back({std::string(scale.id), Joined(scale.levels), std::string(scale.help)});
  }
  return out;
}

Catalogue Cues(const RuleSet& rules) {
  Catalogue out{{"id", "help"}, {}};
  for (const CueInfo& cue : rules.cues()) {
    out.rows.push_back({std::string(cue.id), std::string(cue.help)});
  }
  return out;
}

Catalogue Policies(const RuleSet& rules) {
  Catalogue out{{"id", "when", "help"}, {}};
  for (const PolicyInfo& policy : rules.policies()) {
    out.rows.push_back(
        {std::string(policy.id), std::string(policy.when), std::string(policy.help)});
  }
  return out;
}

Catalogue Labels(ListView<LabelInfo> items) {
  Catalogue out{{"id", "label", "help"}, {}};
  for (const LabelInfo& item : items) {
    out.rows.push_back({std::string(item.id), std::string(item.label), std::string(item.help)});
  }
  return out;
}

Catalogue ContactKinds(const RuleSet& rules) { return Labels(rules.contact_kinds()); }
Catalogue Needs(const RuleSet& rules) { return Labels(rules.needs()); }
Catalogue Promises(const RuleSet& rules) { return Labels(rules.promises()); }

Catalogue Actions(const RuleSet& rules) {
  Catalogue out{{"id", "kind", "by", "label"}, {}};
  for (const ruleset::ActionEntry& action : rules.tables().actions) {
    out.rows.push_back({std::string(action.id), ActionKindName(action.kind),
                        PerformerName(action.by), std::string(action.label)});
  }
  return out;
}

Catalogue Routes(const RuleSet& rules) {
  Catalogue out{{"id", "level", "label"}, {}};
  for (const ruleset::NamedEntry& route : rules.tables().routes) {
    out.rows.push_back(
        {std::string(route.id), std::to_string(route.level), std::string(route.text)});
  }
  return out;
}

using Build = Catalogue (*)(const RuleSet& rules);
constexpr Choice<Build> kCatalogues[] = {
    {"personas", Personas}, {"scales", Scales},     {"contact-kinds", ContactKinds},
    {"needs", Needs},       {"promises", Promises}, {"policies", Policies},
    {"actions", Actions},   {"routes", Routes},     {"facts", Facts},
    {"signals", Signals},   {"cues", Cues},
};

struct ShowOptions {
  PackOptions packs;
  ViewOptions view;
  Build what = nullptr;  // of kCatalogues; null: all
};

void WriteJson(const RuleSet& rules, const std::vector<Catalogue>& catalogues,
               record::JsonWriter* out) {
  out->StartObject();
  out->Key("ruleset");
  out->String(rules.name());
  for (const Catalogue& catalogue : catalogues) {
    out->Key(catalogue.name);
    out->StartArray();
    for (const auto& row : catalogue.rows) {
      out->StartObject();
      for (size_t i = 0; i < row.size(); ++i) {
        out->Key(catalogue.columns[i]);
        out->String(row[i]);
      }
      out->EndObject();
    }
    out->EndArray();
  }
  out->EndObject();
}

void AppendText(const Terminal& terminal, const RuleSet& rules,
                const std::vector<Catalogue>& catalogues, std::string* out) {
  StrAppend(out, rules.name(), "\n");
  for (const Catalogue& catalogue : catalogues) {
    StrAppend(out, "\n",
              terminal.Paint(Style::kBold, StrCat(catalogue.rows.size(), " ", catalogue.name)),
              "\n");
    if (catalogue.rows.empty()) continue;
    Table table(catalogue.columns, std::vector<Align>(catalogue.columns.size(), Align::kLeft));
    for (const auto& row : catalogue.rows) {
      std::vector<StyledText> cells;
      for (size_t i = 0; i < row.size(); ++i) {
        // Only the last column may be as long as it likes; it is clipped to the terminal.
        cells.emplace_back(i + 1 == row.size() ? row[i] : Clipped(row[i], 40));
      }
      table.Row(std::move(cells));
    }
    table.Append(terminal, 2, out);
  }
}

ExitCode Show(const ShowOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;
  std::vector<Catalogue> catalogues;
  for (const Choice<Build>& choice : kCatalogues) {
    if (options.what != nullptr && options.what != choice.value) continue;
    catalogues.push_back(choice.value(*rules));
    catalogues.back().name = choice.word;
  }
  Output out(1);
  if (options.view.json) {
    record::JsonWriter json;
    WriteJson(*rules, catalogues, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendText(Terminal::Of(out.fd(), options.view.color), *rules, catalogues, &text);
    out.Write(text);
  }
  return FinishOutput(&out, kSuccess);
}

}  // namespace

void AddShowCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<ShowOptions>();
  CLI::App* command = app->add_subcommand("show", "List what a pack declares");
  AddChoice(command, "what", StrCat(Either(Words(kCatalogues)), "\n(default: all)"), kCatalogues,
            &options->what)
      ->type_name("WHAT");
  AddPackOption(command, &options->packs);
  AddViewOptions(command, &options->view);
  command->footer(
      "Examples:\n"
      "  rapport show personas\n"
      "  rapport show facts --pack shop.yaml --json");
  command->callback([run, options] { *run = [options] { return Show(*options); }; });
}

}  // namespace rapport::cli
