#include <algorithm>
#include <iostream>
#include <string>

#include "base/strings.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/comparison_view.h"
#include "cli/evaluation_run.h"
#include "cli/evaluation_view.h"
#include "cli/learning_run.h"
#include "cli/learning_view.h"
#include "cli/mistakes_view.h"
#include "cli/report_file.h"
#include "cli/report_page.h"
#include "cli/review_view.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "learn/report_json.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

constexpr int64_t kMostResamples = 1'000'000;

constexpr Choice<CoverageOrder> kCoverageOrders[] = {{"group", CoverageOrder::kGroup},
                                                     {"name", CoverageOrder::kName},
                                                     {"information", CoverageOrder::kInformation}};
constexpr Choice<GroupKey> kGroupKeys[] = {{"channel", GroupKey::kChannel},
                                           {"source", GroupKey::kSource}};

void AppendReport(const EvaluateOptions& options, const Terminal& terminal,
                  const learn::Report& report, std::string* out) {
  AppendEvaluation(terminal, report.rule_set, report.evaluation, out);
  if (options.reliability) AppendReliability(terminal, report.evaluation, out);
  if (report.groups) AppendGroups(terminal, *report.groups, out);
  if (report.review) AppendReviewEvaluation(terminal, *report.review, out);
  if (report.comparison) AppendComparison(terminal, report, out);
  if (options.coverage) AppendCoverage(terminal, *report.coverage, options.coverage_order, out);
  if (report.mistakes) {
    AppendMistakes(terminal, *report.mistakes, report.evaluation.n_persona, out);
  }
}

// What `evaluate` can be asked about fitting.
struct Evaluation {
  EvaluateOptions options;
  LearningOptions learning;
};

// A label that is no type of the pack can never be right: most often a slip of the pen.
void WarnOfLabels(const RuleSet& rules, const learn::Evaluation& evaluation) {
  std::vector<std::string_view> ids = {"none"};
  for (const PersonaInfo& persona : rules.personas()) ids.push_back(persona.id);
  for (const learn::ClassMetrics& c : evaluation.per_class) {
    if (c.support == 0 || std::find(ids.begin(), ids.end(), c.id) != ids.end()) continue;
    const std::string hint = DidYouMean(c.id, ids);
    std::cerr << "rapport: the pack has no type '" << c.id << "', the label of " << c.support
              << (c.support == 1 ? " record" : " records") << (hint.empty() ? "" : "; ") << hint
              << "\n";
  }
}

// The same of checks.
void WarnOfChecks(const RuleSet& rules, const learn::ReviewEvaluation& review) {
  std::vector<std::string_view> ids;
  for (const CheckInfo& check : rules.checks()) ids.push_back(check.id);
  for (const auto& [check, count] : review.unknown) {
    const std::string hint = DidYouMean(check, ids);
    std::cerr << "rapport: the pack has no check '" << check << "', rated on " << count
              << (count == 1 ? " reply" : " replies") << (hint.empty() ? "" : "; ") << hint << "\n";
  }
}

ExitCode EvaluateCurve(const EvaluateOptions& options, const LearningOptions& learning) {
  Output out(1);
  std::vector<CurvePoint> points;
  const ExitCode code = LearningCurve(options, learning, &out, &points);
  if (code != kSuccess) return code;
  if (options.view.json) {
    record::JsonWriter json;
    WriteCurve(points, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendCurve(Terminal::Of(out.fd(), options.view.color), points, &text);
    out.Write(text);
  }
  return FinishOutput(&out, kSuccess);
}

ExitCode Evaluate(const EvaluateOptions& options, const LearningOptions& learning) {
  const bool cross_validate = learning.folds > 1 || learning.by_source;
  if ((learning.from_written || learning.from_zero) && !cross_validate && learning.sizes.empty()) {
    std::cerr << "rapport: --from-written and --from-zero are about fits: give --cross-validate, "
                 "--leave-out-source or --learning-curve too\n";
    return kUsage;
  }
  if (!learning.sizes.empty()) return EvaluateCurve(options, learning);
  if (WouldOverwrite("--html", options.html,
                     {&options.input.files, &options.packs.paths, &options.compare})) {
    return kUsage;
  }
  std::shared_ptr<const RuleSet> rules, second;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;
  if (!options.compare.empty()) {
    if (ExitCode code = RequireRules(options.compare, &second); code != kSuccess) return code;
  }
  // Opened first: a long run should not end with a file that cannot be written.
  ReportFile file;
  if (!options.html.empty() && ReportFailure(file.Open(options.html))) return kIoFailure;

  Output out(1);
  learn::Report report;
  ExitCode code = kSuccess;
  if (cross_validate) {
    code = CrossValidate(options, learning, &out, &report);
    if (code != kSuccess && code != kBadRecords) return code;
  } else {
    code = EvaluateRecords(options, rules, second, &out, &report);
  }
  WarnOfLabels(*rules, report.evaluation);
  if (report.review) WarnOfChecks(*rules, *report.review);
  if (!options.html.empty()) {
    HtmlWriter html([&file](std::string_view bytes) { file.Write(bytes); });
    WriteReportPage(report, options.coverage_order, &html);
    if (ReportFailure(file.Close())) code = kIoFailure;
  }
  if (options.view.json) {
    if (!options.coverage) report.coverage.reset();  // collected for the page only
    record::JsonWriter json;
    learn::WriteReport(report, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendReport(options, Terminal::Of(out.fd(), options.view.color), report, &text);
    out.Write(text);
  }
  return FinishOutput(&out, code);
}

// Refuses what is not a whole number from 1 on; CLI11 itself refuses other things than numbers.
std::string AtLeastOne(const std::string& value) {
  return value.find_first_not_of("0") == std::string::npos || value[0] == '-'
             ? std::string("must be at least 1")
             : std::string();
}

void AddFigureOptions(CLI::App* command, EvaluateOptions* options) {
  command
      ->add_option("--min-support", options->min_support,
                   "Labels that a class needs to count in macro_f1_supported\n(default: 8)")
      ->type_name("N")
      ->check(AtLeastOne);
  CLI::Option* compare =
      command
          ->add_option("--compare", options->compare,
                       "Decide with this pack too, and show both figures, their\n"
                       "differences and whether these could be chance; may be given more\n"
                       "than once, as --pack")
          ->type_name(kPathType)
          ->allow_extra_args(false);
  command
      ->add_option("--resamples", options->resamples,
                   "Resamples behind the intervals of --compare (default: 2000)")
      ->type_name("N")
      ->check(AtLeastOne)
      ->check([](const std::string& value) {
        return value.size() > 7 || std::atoll(value.c_str()) > kMostResamples
                   ? StrCat("must be at most ", kMostResamples)
                   : std::string();
      })
      ->needs(compare);
  AddChoice(command, "--by", "Figures for each value of this key too: channel or source",
            kGroupKeys, &options->by)
      ->type_name("KEY");
  command->add_flag("--reliability", options->reliability,
                    "Show how often decisions of each probability are right");
}

void AddListOptions(CLI::App* command, EvaluateOptions* options) {
  command->add_flag("--coverage", options->coverage,
                    "Show on how many records of each label every cue and condition fired");
  AddChoice(command, "--coverage-order",
            "group (default: under the label it speaks for), name or\ninformation", kCoverageOrders,
            &options->coverage_order)
      ->type_name("HOW");
  command
      ->add_option_function<size_t>(
          "--mistakes", [options](size_t count) { options->mistakes = count; },
          "Show the N most confident mistakes with the customer's words and\n"
          "the evidence, and a summary of all. For files on which a pack is\n"
          "developed: a held-out file whose mistakes were read is no longer\n"
          "held out")
      ->type_name("N")
      ->check([](const std::string& value) {
        return value[0] == '-' ? std::string("must be at least 0") : std::string();
      });
  command->add_option("--html", options->html, "Write all of it to this file too, as one HTML page")
      ->type_name(kFileType)
      ->check([](const std::string& value) {
        return value == "-" ? std::string("must be the name of a file") : std::string();
      });
}

// Added after the options with which these do not go.
void AddFittingOptions(CLI::App* command, LearningOptions* learning) {
  CLI::Option* const compare = command->get_option("--compare");
  CLI::Option* const coverage = command->get_option("--coverage");
  CLI::Option* folds =
      command
          ->add_option("--cross-validate", learning->folds,
                       "Fit the pack so many times, each time to all but one part of the\n"
                       "records, and evaluate it on that part")
          ->type_name("N")
          ->check(CLI::Range(2, 50))
          ->excludes(compare)
          ->excludes(coverage);
  CLI::Option* by_source = command
                               ->add_flag("--leave-out-source", learning->by_source,
                                          "The same, but a part is all records of one `source`")
                               ->excludes(folds)
                               ->excludes(compare)
                               ->excludes(coverage);
  CLI::Option* test =
      command
          ->add_option("--test", learning->tests,
                       "Records that a learning curve is measured on; may be given\n"
                       "more than once")
          ->type_name(kFileType)
          ->allow_extra_args(false);
  CLI::Option* curve =
      command
          ->add_option("--learning-curve", learning->sizes,
                       "Fit the pack to so many of the records, such as 50,200,1000, and\n"
                       "evaluate each result on the records of --test")
          ->type_name("SIZES")
          ->delimiter(',')
          ->allow_extra_args(false)
          ->check(AtLeastOne)
          ->needs(test)
          ->excludes(folds)
          ->excludes(by_source)
          ->excludes(compare)
          ->excludes(coverage);
  for (const char* other : {"--by", "--reliability", "--mistakes", "--html"}) {
    curve->excludes(command->get_option(other));
  }
  test->needs(curve);
  command->add_flag("--from-written", learning->from_written,
                    "Fits leave out what the pack has learned before");
  command->add_flag("--from-zero", learning->from_zero,
                    "Fits start without any weights, as from an untrained pack");
}

}  // namespace

void AddEvaluateCommand(CLI::App* app, Run* run) {
  auto evaluation = std::make_shared<Evaluation>();
  EvaluateOptions* const options = &evaluation->options;
  CLI::App* command =
      app->add_subcommand("evaluate", "Compare decisions with the labels of records");
  AddInputOptions(command, &options->input);
  // Measured is what the rules find, not what people set in its place.
  options->input.read.overrides = false;
  AddPackOption(command, &options->packs);
  AddFigureOptions(command, options);
  AddListOptions(command, options);
  AddFittingOptions(command, &evaluation->learning);
  AddViewOptions(command, &options->view);
  command->footer(
      "Each record needs a label, such as "
      "{\"persona\":\"impatient\",\"hostility\":1,\"escalate\":false}.\n"
      "Timing covers reading facts and turns and deciding, not the JSON.\n\n"
      "Examples:\n"
      "  rapport evaluate labelled.jsonl\n"
      "  rapport evaluate --json --min-support 20 < labelled.jsonl | jq .macro_f1\n"
      "  rapport evaluate --compare shop.yaml --by channel labelled.jsonl\n"
      "  rapport evaluate --cross-validate 5 labelled.jsonl\n"
      "  rapport evaluate --coverage --mistakes 20 --html report.html train.jsonl");
  command->callback([run, evaluation] {
    *run = [evaluation] { return Evaluate(evaluation->options, evaluation->learning); };
  });
}

}  // namespace rapport::cli
