#include <cmath>
#include <iostream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "cli/command.h"
#include "cli/fit_view.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/record_stream.h"
#include "cli/report_file.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "learn/dataset.h"
#include "learn/fit.h"
#include "learn/fit_output.h"

namespace rapport::cli {
namespace {

constexpr Milli kDecays[] = {500, 700, 850, 1000};

struct FitCommandOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  learn::FitOptions fit;
  std::vector<std::string> source_weights;
  double none_share = -1;
  std::string output = "learned.yaml";
  int32_t min_examples = 2;
  double most_share = 0.1;
  bool from_written = false;
  bool part = false;
  bool keep_failing = false;
  bool keep_decay = false;
  bool no_tests = false;
  bool no_words = false;
  bool no_scales = false;
};

// "twitter=2".
bool ParseSourceWeights(const std::vector<std::string>& texts, learn::FitOptions* fit) {
  for (const std::string& text : texts) {
    const size_t equals = text.rfind('=');
    char* end = nullptr;
    const double weight =
        equals == std::string::npos ? -1 : std::strtod(text.c_str() + equals + 1, &end);
    if (equals == std::string::npos || equals == 0 || end == text.c_str() + equals + 1 ||
        *end != '\0' || !(weight >= 0) || weight > 1000) {
      std::cerr << "rapport: --source-weight " << text
                << ": expected a source and a weight from 0 to 1000, such as shop-2025=2\n";
      return false;
    }
    fit->sources[text.substr(0, equals)] = weight;
  }
  return true;
}

// "weights.yaml" has its word table at "weights-words.tsv"; of a part it is "words.tsv" beside it.
std::string WordsPath(const std::string& output) {
  const size_t slash = output.find_last_of('/');
  const size_t dot = output.rfind('.');
  const bool has_ending = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  return StrCat(has_ending ? output.substr(0, dot) : output, "-words.tsv");
}

std::string BaseName(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

bool WriteFile(const std::string& path, std::string_view bytes) {
  ReportFile file;
  Status status = file.Open(path);
  if (status.ok()) {
    file.Write(bytes);
    status = file.Close();
  }
  if (!status.ok()) std::cerr << "rapport: " << status.message() << "\n";
  return status.ok();
}

ExitCode Fit(FitCommandOptions options) {
  if (!ParseSourceWeights(options.source_weights, &options.fit)) return kUsage;
  if (options.none_share >= 0) options.fit.none_share = options.none_share;
  options.fit.learn_words = !options.no_words;
  options.fit.learn_scales = !options.no_scales;
  LoadedRules base;
  if (Status s = LoadRules(options.packs.paths, &base, options.from_written); !s.ok()) {
    std::cerr << "rapport: " << s.message() << "\n";
    return s.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (base.rules == nullptr) {
    std::cerr << FormatDiagnostics(base.diagnostics);
    return kFindings;
  }
  const Milli decay = base.pack->pack.scoring.decay.value_or(kOne);
  std::vector<Milli> decays = {decay};
  for (Milli d : kDecays) {
    if (d != decay && !options.keep_decay) decays.push_back(d);
  }
  Output out(1);
  learn::DatasetBuilder builder(base.rules, decays);
  Conversation conversation(base.rules);
  ExitCode code = ForEachRecord(options.input, &out, [&](const InputRecord& input) {
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = builder.Add(input.reader->record(), conversation, input.now);
    return status;
  });
  if (code != kSuccess) return code;
  if (!options.no_tests) builder.AddTests(base.pack->pack, options.fit.test_weight);
  const int64_t unlabelled = builder.unlabelled();
  const learn::Dataset data = builder.Finish(options.min_examples, options.most_share);

  ProgressLine line;
  const Result<learn::FitResult> result =
      learn::Fit(*base.pack, data, options.fit,
                 [&line](std::string_view step, double done) { line.Show(step, done); });
  line.Erase();
  if (!result.ok()) {
    std::cerr << "rapport: " << result.status().message() << "\n";
    return kFindings;
  }
  const learn::FitReport& report = result->report;
  const bool refused = report.tests.failed > 0 && !options.keep_failing;
  if (options.view.json) {
    record::JsonWriter json;
    WriteFitReport(base.rules->name(), report, refused, &json);
    out.Write(json.bytes());
    out.Write("\n");
  } else {
    std::string text;
    AppendFitReport(Terminal::Of(out.fd(), options.view.color), base.rules->name(), report,
                    unlabelled, &text);
    out.Write(text);
  }
  out.Flush();
  if (refused) {
    std::cerr << "rapport: nothing is written: " << report.tests.failed
              << " of the pack's own tests fail with the learned weights (--keep-failing writes "
                 "them all the same)\n";
    return kFindings;
  }
  const std::string words_path = WordsPath(options.output);
  const std::string words = learn::WordTableFile(result->pack.pack.words);
  const std::string weights =
      learn::WeightsFile(*base.pack, result->pack.pack,
                         options.part ? learn::FitFileKind::kPart : learn::FitFileKind::kOverlay,
                         words.empty() ? std::string() : BaseName(words_path));
  if (!WriteFile(options.output, weights)) return kIoFailure;
  if (!words.empty() && !WriteFile(words_path, words)) return kIoFailure;
  std::cerr << "rapport: wrote " << options.output;
  if (!words.empty()) std::cerr << " and " << words_path;
  std::cerr << "\n";
  return out.failed() ? kIoFailure : kSuccess;
}

void AddLearningOptions(CLI::App* command, FitCommandOptions* options) {
  learn::FitOptions& fit = options->fit;
  command
      ->add_option("--folds", fit.folds, "Parts of the cross-validation; 0 for none (default: 5)")
      ->type_name("N")
      ->check(CLI::Range(0, 50));
  command->add_flag("--by-source", fit.by_source,
                    "Leave out one `source` of the records at a time instead");
  command
      ->add_option(
          "--source-weight", options->source_weights,
          "What records of a source count, such as shop-2025=2; may be given\nmore than once")
      ->type_name("SOURCE=N")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--balance", fit.balance,
          "How far rare types are made to count like frequent ones, 0 to 1\n(default: 0.4)")
      ->type_name("N")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--none-share", options->none_share,
                   "Weight the types of every source so that `none` has this share of it")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--tune-on", fit.tune_on,
                   "Source on whose records, held out, the mix, the margin and the like are\n"
                   "chosen (default: all); may be given more than once")
      ->type_name("SOURCE")
      ->allow_extra_args(false);
  command
      ->add_option(
          "--word-prior", fit.word_prior,
          "How far the prior of a word is what counting says of it, rather than 0\n(default: 1)")
      ->type_name("N")
      ->check(CLI::Range(0.0, 4.0));
  command
      ->add_option("--most-share", options->most_share,
                   "Single words in more than this share of the records are not learned:\n"
                   "they say how long a text is (default: 0.1)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option(
          "--cue-penalty", fit.cue_penalty,
          "How strongly weights of cues and conditions are held where they\nare (default: 10)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1e6));
  command->add_option("--word-penalty", fit.word_penalty, "The same for words (default: 5)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1e6));
  command->add_option("--words", fit.most_terms, "Words and pairs at most (default: 6000)")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000));
  command
      ->add_option("--min-examples", options->min_examples,
                   "Records that must hold a word for it to be learned (default: 2)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
}

void AddRestraintOptions(CLI::App* command, FitCommandOptions* options) {
  learn::FitOptions& fit = options->fit;
  command->add_flag("--no-words", options->no_words, "Learn no word table");
  command->add_flag("--no-scales", options->no_scales, "Leave scales as they are");
  command->add_flag("--only-listed", fit.only_listed,
                    "Evidence for a persona or scale is what the pack lists for it");
  command->add_flag("--keep-signs", fit.keep_signs,
                    "A weight of the pack never changes from for to against");
  command->add_flag("--keep-decay", options->keep_decay, "Do not look for a better decay");
  command->add_flag("--from-written", options->from_written,
                    "Start from what people wrote: leave out `weights:` and word tables");
  command->add_flag("--from-zero", fit.start_from_zero,
                    "Start from no weights at all, only from what there is to look for");
  command->add_flag("--no-tests", options->no_tests,
                    "Do not learn from the pack's own tests (they are run all the same)");
  command
      ->add_option("--test-weight", fit.test_weight,
                   "What a test of the pack counts at first (default: 1)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1000.0));
  command
      ->add_option("--test-rounds", fit.test_rounds,
                   "How often failing tests are made to count more (default: 6)")
      ->type_name("N")
      ->check(CLI::Range(0, 50));
}

}  // namespace

void AddFitCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<FitCommandOptions>();
  CLI::App* command =
      app->add_subcommand("fit", "Learn weights and words from labelled conversations");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  command
      ->add_option("-o,--output", options->output,
                   "Where learned weights go; words go to the same name with\n"
                   "-words.tsv (default: learned.yaml)")
      ->type_name(kFileType);
  command->add_flag("--part", options->part,
                    "Write a part of the pack, without its hash, rather than an overlay");
  command->add_flag("--keep-failing", options->keep_failing,
                    "Write the result even if tests of the pack fail with it");
  AddLearningOptions(command, options.get());
  AddRestraintOptions(command, options.get());
  AddViewOptions(command, &options->view);
  command->footer(
      "Each record needs a label, such as "
      "{\"persona\":\"impatient\",\"hostility\":1,\"escalate\":false}.\n"
      "The result is an overlay: add it after its pack. Nothing is written when tests of the pack\n"
      "fail with it. docs/fitting.md is a guide.\n\n"
      "Examples:\n"
      "  rapport fit labelled.jsonl -o ours.yaml\n"
      "  rapport decide --pack shop.yaml --pack ours.yaml conversations.jsonl\n"
      "  rapport fit --pack shop.yaml --by-source --source-weight chat-2025=2 labelled.jsonl");
  command->callback([run, options] { *run = [options] { return Fit(*options); }; });
}

}  // namespace rapport::cli
