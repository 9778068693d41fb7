#include <chrono>
#include <iostream>
#include <string>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/evaluation_view.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_stream.h"
#include "cli/rules_source.h"
#include "learn/evaluate.h"
#include "learn/evaluation_json.h"
#include "rapport/decision.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

struct EvaluateOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  int64_t min_support = 8;
};

ExitCode Evaluate(const EvaluateOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;

  Output out(1);
  Conversation conversation(rules);
  Decision decision;
  learn::Evaluator evaluator;
  ExitCode code = ForEachRecord(options.input, &out, [&](const InputRecord& input) {
    const auto start = std::chrono::steady_clock::now();
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = Decide(conversation, input.now, &decision);
    const auto taken = std::chrono::steady_clock::now() - start;
    if (!status.ok()) return status;
    const auto& label = input.reader->record().label;
    if (!label) return Status(StatusCode::kInvalidArgument, "label: missing");
    evaluator.Add(*label, decision,
                  std::chrono::duration_cast<std::chrono::nanoseconds>(taken).count());
    return Status();
  });
  const learn::Evaluation evaluation = evaluator.Result(options.min_support);
  if (options.view.json) {
    record::JsonWriter json;
    learn::WriteEvaluation(rules->name(), evaluation, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendEvaluation(Terminal::Of(out.fd(), options.view.color), rules->name(), evaluation, &text);
    out.Write(text);
  }
  out.Flush();
  return out.failed() ? kIoFailure : code;
}

}  // namespace

void AddEvaluateCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<EvaluateOptions>();
  CLI::App* command =
      app->add_subcommand("evaluate", "Compare decisions with the labels of records");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  command
      ->add_option("--min-support", options->min_support,
                   "Labels that a class needs to count in macro_f1_supported\n(default: 8)")
      ->type_name("N")
      ->check([](const std::string& value) {
        return value.find_first_not_of("0") == std::string::npos || value[0] == '-'
                   ? std::string("must be at least 1")
                   : std::string();
      });
  AddViewOptions(command, &options->view);
  command->footer(
      "Each record needs a label, such as "
      "{\"persona\":\"impatient\",\"hostility\":1,\"escalate\":false}.\n"
      "Timing covers reading facts and turns and deciding, not the JSON.\n\n"
      "Examples:\n"
      "  rapport evaluate labelled.jsonl\n"
      "  rapport evaluate --json --min-support 20 < labelled.jsonl | jq .macro_f1");
  command->callback([run, options] { *run = [options] { return Evaluate(*options); }; });
}

}  // namespace rapport::cli
