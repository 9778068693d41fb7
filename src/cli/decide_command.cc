#include <string>

#include "base/strings.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/decision_view.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/record_stream.h"
#include "cli/rules_source.h"
#include "rapport/decision.h"
#include "record/decision_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct DecideOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  bool table = false;
  bool brief = false;
  bool stream = false;
  size_t actions = 3;
  record::DecisionKeys keys = record::kAllDecisionKeys;
  size_t threads = AvailableThreads();
};

record::DecisionKeys Keys(const std::vector<std::string>& names) {
  record::DecisionKeys keys = 0;
  for (const std::string& name : names) {
    if (name == "id") continue;  // is written anyway
    const record::DecisionKeys key = record::FindDecisionKey(name);
    if (key == 0) {
      const std::string hint = DidYouMean(name, record::DecisionKeyNames());
      throw CLI::ValidationError(
          "--only", StrCat("'", name, "' is no key of decisions", hint.empty() ? "" : "; ", hint));
    }
    keys |= key;
  }
  return keys;
}

// Decides, and writes the decision as JSON or for people.
class Decider : public RecordAnswerer {
 public:
  Decider(const DecideOptions& options, const Terminal& terminal, bool for_people,
          const std::shared_ptr<const RuleSet>& rules)
      : options_(options), terminal_(terminal), for_people_(for_people), conversation_(rules) {}

  Status Answer(const InputRecord& input, Answers* out) override {
    Status status = input.reader->Fill(&conversation_);
    if (status.ok()) status = rapport::Decide(conversation_, input.now, &decision_);
    if (!status.ok()) return status;
    const RuleSet& rules = *conversation_.rules();
    if (!for_people_) {
      record::WriteDecision(input.id, decision_, &out->json, options_.keys);
      out->json.EndLine();
    } else if (options_.brief) {
      AppendDecisionRow(terminal_, rules, input.id, decision_, &out->text);
    } else {
      AppendDecision(terminal_, rules, input.id, decision_, options_.actions, &out->text);
    }
    return Status();
  }

 private:
  const DecideOptions& options_;
  const Terminal& terminal_;
  const bool for_people_;
  Conversation conversation_;
  Decision decision_;
};

// One line at a time, each answered before the next is looked at.
ExitCode Stream(const DecideOptions& options, Decider* decider, Output* out) {
  Answers answers;
  const auto decide = [&](const InputRecord& input) {
    answers.json.Clear();
    Status status = decider->Answer(input, &answers);
    if (status.ok()) out->Write(answers.json.bytes());
    return status;
  };
  return ForEachRecord(options.input, out, decide, Refusals::kAnswered);
}

ExitCode Decide(const DecideOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;

  Output out(1);
  const Terminal terminal = Terminal::Of(out.fd(), options.view.color);
  const bool for_people = options.table || options.brief ||
                          (terminal.is_terminal && !options.view.json && !options.stream &&
                           options.keys == record::kAllDecisionKeys);
  const auto make = [&] { return std::make_unique<Decider>(options, terminal, for_people, rules); };
  if (options.stream) return Stream(options, make().get(), &out);
  std::string heading;
  if (options.brief) AppendDecisionHeading(terminal, &heading);
  return AnswerRecords(options.input, {options.threads, heading}, &out, make);
}

}  // namespace

void AddDecideCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<DecideOptions>();
  CLI::App* command = app->add_subcommand(
      "decide", "Decide about conversations: who the customer is, and what to do");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  CLI::Option* table =
      command->add_flag("--table", options->table,
                        "Write a few lines for people per conversation (default on a terminal)");
  CLI::Option* brief =
      command->add_flag("--brief", options->brief, "Write one line for people per conversation");
  command->add_option("--actions", options->actions, "Actions to show in --table (default: 3)")
      ->type_name("N");
  AddViewOptions(command, &options->view);
  command->get_option("--json")
      ->description("Write JSON Lines (default when the output is no terminal)")
      ->excludes(table)
      ->excludes(brief);
  table->excludes(brief);
  command
      ->add_option_function<std::vector<std::string>>(
          "--only", [options](const std::vector<std::string>& keys) { options->keys = Keys(keys); },
          "Write these keys of a decision only, after its id: a list such as\n"
          "persona,scales,escalations")
      ->type_name("KEYS")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->excludes(table)
      ->excludes(brief);
  CLI::Option* threads =
      command
          ->add_option("--threads", options->threads,
                       "Threads that decide; the output is the same for any number\n"
                       "(default: one for each core that the program may use)")
          ->type_name("N")
          ->check(CLI::Range(size_t{1}, size_t{256}));
  command
      ->add_flag("--stream", options->stream,
                 "Answer every line with one line of JSON at once: a decision, or\n"
                 "why there is none; for hosts that write a line and wait")
      ->excludes(table)
      ->excludes(brief)
      ->excludes(threads);
  command->footer(
      "Examples:\n"
      "  rapport decide conversations.jsonl\n"
      "  rapport decide --pack shop.yaml --json < conversations.jsonl | jq .persona\n"
      "  rapport decide --brief --now 2026-03-01T12:00:00Z day.jsonl\n"
      "  rapport decide --stream   # kept running, with a pipe to its input and from its output");
  command->callback([run, options] { *run = [options] { return Decide(*options); }; });
}

}  // namespace rapport::cli
