#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "base/diagnostic_sink.h"
#include "base/file.h"
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
#include "cli/whole_files.h"
#include "learn/dataset.h"
#include "learn/fit.h"
#include "learn/fit_output.h"
#include "pack/word_table.h"

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
  std::string word_hints;
  std::string left_out;
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

// "ours.yaml" has its word table at "ours-words.tsv".
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

// kSuccess when both files can be expected to be written and are not among those that are read: a
// typing error could cost the labels.
ExitCode CheckOutput(const FitCommandOptions& options) {
  for (const std::string& output : {options.output, WordsPath(options.output)}) {
    const std::vector<std::string> hints = {options.word_hints};
    if (WouldOverwrite("--output", output, {&options.input.files, &options.packs.paths, &hints})) {
      return kUsage;
    }
    if (ReportFailure(CheckWritable(output))) return kIoFailure;
  }
  return kSuccess;
}

ExitCode Load(const std::vector<std::string>& paths, bool ignore_learned, LoadedRules* rules) {
  if (Status s = LoadRules(paths, rules, ignore_learned); !s.ok()) {
    std::cerr << "rapport: " << s.message() << "\n";
    return s.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (rules->rules != nullptr) return kSuccess;
  std::cerr << FormatDiagnostics(rules->diagnostics);
  return kFindings;
}

// A pack need not write `none` down, but weights can only be laid over what is there.
bool HasNone(const pack::Pack& pack) {
  for (const pack::Persona& persona : pack.personas) {
    if (persona.id == "none") return true;
  }
  std::cerr << "rapport: the pack declares no persona `none`, which is to be given weights too: "
               "add `none: {bias: 0}` to its personas\n";
  return false;
}

// The records, and the pack's tests, as numbers.
// One word a line; lines that begin with '#' are for people.
ExitCode LeaveOut(const std::string& path, learn::DatasetBuilder* builder) {
  const Result<std::string> bytes = ReadFile(path, PackLimits().table_bytes);
  if (!bytes.ok()) {
    std::cerr << "rapport: " << bytes.status().message() << "\n";
    return kIoFailure;
  }
  std::istringstream lines(*bytes);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (!line.empty() && line.front() != '#') builder->LeaveOut(line);
  }
  return kSuccess;
}

ExitCode ReadExamples(const FitCommandOptions& options, const LoadedRules& base, Output* out,
                      learn::Dataset* data, int64_t* unlabelled) {
  const Milli decay = base.pack->pack.scoring.decay.value_or(kOne);
  std::vector<Milli> decays = {decay};
  for (Milli d : kDecays) {
    if (d != decay && !options.keep_decay) decays.push_back(d);
  }
  learn::DatasetBuilder builder(base.rules, decays);
  Conversation conversation(base.rules);
  const ExitCode code = ForEachRecord(options.input, out, [&](const InputRecord& input) {
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = builder.Add(input.reader->record(), conversation, input.now);
    return status;
  });
  if (code == kBadRecords) std::cerr << "rapport: nothing is learned while lines are refused\n";
  if (code != kSuccess) return code;
  if (!options.no_tests) builder.AddTests(base.pack->pack, options.fit.test_weight);
  *unlabelled = builder.unlabelled();
  if (!options.left_out.empty()) {
    if (ExitCode words = LeaveOut(options.left_out, &builder); words != kSuccess) return words;
  }
  *data = builder.Finish(options.min_examples, options.most_share);
  return kSuccess;
}

// Writes what was learned; `target` is the pack that the files will be added to.
ExitCode WriteLearned(const FitCommandOptions& options, const pack::LoadedPack& target,
                      const pack::Pack& fitted) {
  // An empty table takes the place of the pack's, when nothing is left of that.
  const bool has_words = !fitted.words.empty() || (!options.part && !target.pack.words.empty());
  const std::string words_path = WordsPath(options.output);
  const auto kind = options.part ? learn::FitFileKind::kPart : learn::FitFileKind::kOverlay;
  std::vector<WholeFile> files;
  if (has_words) files.push_back({words_path, learn::WordTableFile(fitted.words)});
  files.push_back(
      {options.output,
       learn::WeightsFile(target, fitted, kind, has_words ? BaseName(words_path) : std::string())});
  if (Status s = WriteWholeFiles(files); !s.ok()) {
    std::cerr << "rapport: " << s.message() << "\n";
    return kIoFailure;
  }
  std::cerr << "rapport: wrote " << options.output;
  if (has_words) std::cerr << " and " << words_path;
  if (options.part) std::cerr << "; list what is new under `files:` of the pack";
  std::cerr << "\n";
  return kSuccess;
}

void Report(const FitCommandOptions& options, std::string_view name, const learn::FitReport& report,
            int64_t unlabelled, bool written, Output* out) {
  std::string text;
  if (options.view.json) {
    record::JsonWriter json;
    WriteFitReport(name, report, unlabelled, written, &json);
    text = StrCat(json.bytes(), "\n");
  } else {
    AppendFitReport(Terminal::Of(out->fd(), options.view.color), name, report, unlabelled, &text);
  }
  out->Write(text);
  out->Flush();
}

// Lays the table under that of the pack: what is learned starts from it.
ExitCode AddWordHints(const std::string& path, pack::Pack* pack) {
  const PackLimits limits;
  Result<std::string> bytes = ReadFile(path, limits.table_bytes);
  if (!bytes.ok()) {
    std::cerr << "rapport: " << bytes.status().message() << "\n";
    return kIoFailure;
  }
  const Source source(path, *std::move(bytes));
  DiagnosticSink sink;
  pack::WordTable hints = pack::ReadWordTable(source, limits, pack::kMostTerms, &sink);
  if (sink.has_errors()) {
    std::cerr << FormatDiagnostics(sink.Take());
    return kFindings;
  }
  pack::AddWords(pack->words, /*replace=*/true, &hints, &sink);
  pack->words = std::move(hints);
  return kSuccess;
}

ExitCode Fit(FitCommandOptions options) {
  if (!ParseSourceWeights(options.source_weights, &options.fit)) return kUsage;
  if (options.none_share >= 0) options.fit.none_share = options.none_share;
  options.fit.learn_words = !options.no_words;
  options.fit.learn_scales = !options.no_scales;
  if (ExitCode code = CheckOutput(options); code != kSuccess) return code;
  LoadedRules base, as_it_is;
  // A part takes the place of what was learned before it.
  const bool written_only = options.from_written || options.part;
  if (ExitCode code = Load(options.packs.paths, written_only, &base); code != kSuccess) return code;
  if (written_only && !options.part) {  // an overlay is added to all of the pack
    if (ExitCode code = Load(options.packs.paths, false, &as_it_is); code != kSuccess) return code;
  }
  if (!HasNone(base.pack->pack)) return kFindings;
  pack::LoadedPack start = *base.pack;
  if (!options.word_hints.empty()) {
    if (ExitCode code = AddWordHints(options.word_hints, &start.pack); code != kSuccess)
      return code;
  }
  Output out(1);
  learn::Dataset data;
  int64_t unlabelled = 0;
  if (ExitCode code = ReadExamples(options, base, &out, &data, &unlabelled); code != kSuccess) {
    return code;
  }
  ProgressLine line;
  const Result<learn::FitResult> result =
      learn::Fit(start, data, options.fit,
                 [&line](std::string_view step, double done) { line.Show(step, done); });
  line.Erase();
  if (!result.ok()) {
    std::cerr << "rapport: " << result.status().message() << "\n";
    return kFindings;
  }
  const learn::FitReport& report = result->report;
  const bool refused = report.tests.failed > 0 && !options.keep_failing;
  ExitCode code = refused ? kFindings : kSuccess;
  if (!refused) {
    const LoadedRules& target = as_it_is.pack != nullptr ? as_it_is : base;
    code = WriteLearned(options, *target.pack, result->pack.pack);
  }
  Report(options, base.rules->name(), report, unlabelled, code == kSuccess, &out);
  if (refused) {
    std::cerr
        << "rapport: nothing is written: " << report.tests.failed
        << " of the pack's own tests fail with the learned weights; stay closer to the pack with "
           "--cue-penalty 30, --only-listed, --no-words or --no-scales, or write them all the "
           "same with --keep-failing\n";
  }
  return FinishOutput(&out, code);
}

// Options about learning words exclude `no_words`, under which they would do nothing.
void AddWordOptions(CLI::App* command, FitCommandOptions* options) {
  learn::FitOptions& fit = options->fit;
  CLI::Option* no_words = command->add_flag("--no-words", options->no_words,
                                            "Learn no words; those of the pack stay as they are");
  command
      ->add_option("--word-hints", options->word_hints,
                   "A word table by people from which words are learned on, like those of\n"
                   "the pack; it need not be a part of it")
      ->type_name(kFileType)
      ->excludes(no_words);
  command
      ->add_option("--leave-out", options->left_out,
                   "Words never to be learned, one a line: those that say who a customer is\n"
                   "rather than how; names are left out anyway")
      ->type_name(kFileType)
      ->excludes(no_words);
  command
      ->add_option(
          "--word-prior", fit.word_prior,
          "How far the prior of a word is what counting says of it, rather than 0\n(default: 1)")
      ->type_name("N")
      ->check(CLI::Range(0.0, 4.0))
      ->excludes(no_words);
  command
      ->add_option("--most-share", options->most_share,
                   "Single words in more than this share of the records are not learned:\n"
                   "they say how long a text is (default: 0.1)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0))
      ->excludes(no_words);
  command
      ->add_option("--word-penalty", fit.word_penalty,
                   "How strongly weights of words are held where they are\n(default: 5)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1e6))
      ->excludes(no_words);
  command
      ->add_option("--words", fit.most_terms, "Words and pairs to choose at most (default: 6000)")
      ->type_name("N")
      ->check(CLI::Range(0, 1'000'000))
      ->excludes(no_words);
  command
      ->add_option("--min-examples", options->min_examples,
                   "Records that must hold a word for it to be learned (default: 2)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000))
      ->excludes(no_words);
}

void AddLearningOptions(CLI::App* command, FitCommandOptions* options) {
  learn::FitOptions& fit = options->fit;
  CLI::Option* folds =
      command
          ->add_option("--folds", fit.folds,
                       "Parts of the cross-validation, 2 to 50; 0 for none (default: 5)")
          ->type_name("N")
          ->check(CLI::Range(0, 50))
          ->check([](const std::string& value) {
            return value == "1" ? std::string("must be 0, or 2 and more") : std::string();
          });
  command
      ->add_flag("--by-source", fit.by_source,
                 "Leave out one `source` of the records at a time instead")
      ->excludes(folds);
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
          "--cue-penalty", fit.cue_penalty,
          "How strongly weights of cues and conditions are held where they\nare (default: 10)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1e6));
}

void AddRestraintOptions(CLI::App* command, FitCommandOptions* options) {
  learn::FitOptions& fit = options->fit;
  command->add_flag("--no-scales", options->no_scales, "Leave scales as they are");
  command->add_flag("--only-listed", fit.only_listed,
                    "Evidence for a persona or scale is what the pack lists for it");
  command->add_flag("--keep-signs", fit.keep_signs,
                    "A weight of the pack never changes from for to against");
  command->add_flag("--keep-decay", options->keep_decay, "Do not look for a better decay");
  command->add_flag("--from-written", options->from_written,
                    "Start from what people wrote: leave out `weights:` and word tables");
  command
      ->add_flag("--from-zero", fit.start_from_zero,
                 "Start from no weights at all, only from what there is to look for")
      ->excludes(command->get_option("--word-hints"));
  CLI::Option* no_tests =
      command->add_flag("--no-tests", options->no_tests,
                        "Do not learn from the pack's own tests (they are run all the same)");
  command
      ->add_option("--test-weight", fit.test_weight,
                   "What a test of the pack counts at first (default: 1)")
      ->type_name("N")
      ->check(CLI::Range(0.001, 1000.0))
      ->excludes(no_tests);
  command
      ->add_option("--test-rounds", fit.test_rounds,
                   "How often failing tests are made to count more (default: 6)")
      ->type_name("N")
      ->check(CLI::Range(0, 50))
      ->excludes(no_tests);
}

}  // namespace

void AddFitCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<FitCommandOptions>();
  CLI::App* command =
      app->add_subcommand("fit", "Learn weights and words from labelled conversations");
  AddInputOptions(command, &options->input);
  options->input.read.overrides = false;  // as `evaluate`
  AddPackOption(command, &options->packs);
  command
      ->add_option("-o,--output", options->output,
                   "Where learned weights go; words go to the same name with\n"
                   "-words.tsv (default: learned.yaml)")
      ->type_name(kFileType)
      ->check([](const std::string& value) {
        return value == "-" ? std::string("must be the name of a file") : std::string();
      });
  command->add_flag("--part", options->part,
                    "Write a part of the pack, without its hash, rather than an overlay;\n"
                    "starts from what people wrote, as --from-written does");
  command->add_flag("--keep-failing", options->keep_failing,
                    "Write the result even if tests of the pack fail with it");
  AddLearningOptions(command, options.get());
  AddWordOptions(command, options.get());
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
