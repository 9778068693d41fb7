#include <iostream>
#include <optional>
#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/explanation_view.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_stream.h"
#include "cli/rules_source.h"
#include "rapport/explanation.h"
#include "record/explanation_json.h"
#include "record/facts.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct ExplainOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  ExplanationFilter filter;
  std::optional<std::string> text;
  std::vector<std::string> facts;  // name=value, added to every conversation
  std::vector<std::string> ids;    // only these records
};

class Explainer {
 public:
  explicit Explainer(const ExplainOptions& options) : options_(options), out_(1) {}

  ExitCode Run() {
    std::shared_ptr<const RuleSet> rules;
    if (ExitCode code = RequireRules(options_.packs.paths, &rules); code != kSuccess) return code;
    if (ExitCode code = CheckNames(*rules); code != kSuccess) return code;
    terminal_ = Terminal::Of(out_.fd(), options_.view.color);
    Conversation conversation(rules);
    if (options_.text) return ExplainText(&conversation);
    bool found = options_.ids.empty();
    const ExitCode code = ForEachRecord(options_.input, &out_, [&](const InputRecord& input) {
      if (!options_.ids.empty() && !Chosen(input.id)) return Status();
      found = true;
      Status status = input.reader->Fill(&conversation);
      if (status.ok()) status = SetFacts(&conversation);
      if (status.ok()) status = Show(input.id, conversation, input.now);
      return status;
    });
    if (found || code != kSuccess) return code;
    std::cerr << "rapport: no record has the id '" << options_.ids[0] << "'\n";
    return kUsage;
  }

 private:
  bool Chosen(std::string_view id) const {
    for (const std::string& chosen : options_.ids) {
      if (chosen == id) return true;
    }
    return false;
  }

  // A filter that can show nothing is a typing error.
  ExitCode CheckNames(const RuleSet& rules) const {
    const auto declared = [](const auto& items, const std::string& id) {
      for (const auto& item : items) {
        if (item.id == id) return true;
      }
      return false;
    };
    for (const std::string& id : options_.filter.policies) {
      if (declared(rules.policies(), id)) continue;
      std::cerr << "rapport: " << rules.name() << " has no policy '" << id << "'\n";
      return kUsage;
    }
    for (const std::string& id : options_.filter.personas) {
      if (id == "none" || declared(rules.personas(), id)) continue;
      std::cerr << "rapport: " << rules.name() << " has no persona '" << id << "'\n";
      return kUsage;
    }
    return kSuccess;
  }

  Status SetFacts(Conversation* conversation) const {
    for (const std::string& fact : options_.facts) {
      const size_t equals = fact.find('=');
      Status status =
          record::SetFactFromText(std::string_view(fact).substr(0, equals),
                                  std::string_view(fact).substr(equals + 1), conversation);
      if (!status.ok()) return status;
    }
    return Status();
  }

  ExitCode ExplainText(Conversation* conversation) {
    Turn turn;
    turn.text = *options_.text;
    Status status = SetFacts(conversation);
    if (status.ok()) status = conversation->AddTurn(turn);
    if (status.ok()) status = Show("text", *conversation, options_.input.now);
    if (!status.ok()) {
      std::cerr << "rapport: " << status.message() << "\n";
      return kUsage;
    }
    return FinishOutput(&out_, kSuccess);
  }

  Status Show(std::string_view id, const Conversation& conversation, std::optional<Time> now) {
    if (Status status = Explain(conversation, now, &explanation_); !status.ok()) return status;
    if (options_.view.json) {
      json_.Clear();
      record::WriteExplanation(id, explanation_, &json_);
      out_.Write(json_.bytes());
      out_.Write("\n");
    } else {
      std::string text;
      AppendExplanation(terminal_, id, explanation_, options_.filter, &text);
      out_.Write(text);
    }
    return Status();
  }

  const ExplainOptions& options_;
  Output out_;
  Terminal terminal_;
  Explanation explanation_;
  record::JsonWriter json_;
};

}  // namespace

void AddExplainCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* command =
      app->add_subcommand("explain", "Explain decisions: the words that counted, why, and why not");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  command
      ->add_option_function<std::string>(
          "--text", [options](const std::string& text) { options->text = text; },
          "Explain one customer message instead of records")
      ->type_name("MESSAGE")
      ->excludes("files");
  command
      ->add_option("--fact", options->facts, "Set a fact, as in --fact contacts_7d=3; repeatable")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false)
      ->check([](const std::string& fact) {
        return fact.find('=') != std::string::npos ? std::string()
                                                   : StrCat("'", fact, "' is not NAME=VALUE");
      });
  command->add_option("--id", options->ids, "Only the record with this id; repeatable")
      ->type_name("ID")
      ->allow_extra_args(false);
  command->add_option("--policy", options->filter.policies, "Only this policy, in full; repeatable")
      ->type_name("ID")
      ->allow_extra_args(false);
  command
      ->add_option("--persona", options->filter.personas, "Only this persona, in full; repeatable")
      ->type_name("ID")
      ->allow_extra_args(false);
  command->add_flag("--why-not", options->filter.why_not,
                    "Only what did not happen, and what it lacked");
  command->add_flag("--all", options->filter.all, "Everything, with all facts and signals");
  AddViewOptions(command, &options->view);
  command->get_option("--json")->description("Write everything as JSON Lines");
  command->footer(
      "Examples:\n"
      "  rapport explain --text \"Still waiting for my refund, get me your manager\"\n"
      "  rapport explain --text \"Match it and I'm in\" --fact tier=gold --policy discount-cap\n"
      "  rapport explain --id c7 --why-not conversations.jsonl");
  command->callback([run, options] { *run = [options] { return Explainer(*options).Run(); }; });
}

}  // namespace rapport::cli
