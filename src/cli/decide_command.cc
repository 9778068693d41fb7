#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/decision_view.h"
#include "cli/options.h"
#include "cli/output.h"
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
};

ExitCode Decide(const DecideOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;

  Output out(1);
  const Terminal terminal = Terminal::Of(out.fd(), options.view.color);
  const bool for_people = options.table || options.brief ||
                          (terminal.is_terminal && !options.view.json && !options.stream);
  Conversation conversation(rules);
  Decision decision;
  record::JsonWriter json;
  std::string text;
  bool heading = options.brief;
  const auto decide = [&](const InputRecord& input) {
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = rapport::Decide(conversation, input.now, &decision);
    if (!status.ok()) return status;
    if (for_people) {
      text.clear();
      if (heading) AppendDecisionHeading(terminal, &text);
      heading = false;
      if (options.brief) {
        AppendDecisionRow(terminal, *rules, input.id, decision, &text);
      } else {
        AppendDecision(terminal, *rules, input.id, decision, options.actions, &text);
      }
      out.Write(text);
    } else {
      json.Clear();
      record::WriteDecision(input.id, decision, &json);
      out.Write(json.bytes());
      out.Write("\n");
    }
    return Status();
  };
  return ForEachRecord(options.input, &out, decide,
                       options.stream ? Refusals::kAnswered : Refusals::kReported);
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
      ->add_flag("--stream", options->stream,
                 "Answer every line with one line of JSON at once: a decision, or\n"
                 "why there is none; for hosts that write a line and wait")
      ->excludes(table)
      ->excludes(brief);
  command->footer(
      "Examples:\n"
      "  rapport decide conversations.jsonl\n"
      "  rapport decide --pack shop.yaml --json < conversations.jsonl | jq .persona\n"
      "  rapport decide --brief --now 2026-03-01T12:00:00Z day.jsonl\n"
      "  rapport decide --stream   # kept running, with a pipe to its input and from its output");
  command->callback([run, options] { *run = [options] { return Decide(*options); }; });
}

}  // namespace rapport::cli
