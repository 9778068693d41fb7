#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "base/diagnostic_sink.h"
#include "base/file.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/mine_view.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_stream.h"
#include "cli/report_file.h"
#include "cli/rules_source.h"
#include "cli/value_type.h"
#include "learn/accept.h"
#include "learn/mine.h"
#include "learn/mine_corpus.h"
#include "learn/mine_output.h"
#include "learn/mine_review.h"

namespace rapport::cli {
namespace {

constexpr size_t kProposalBytes = 64 * 1024 * 1024;

struct MineCommandOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  learn::MineOptions mine;
  std::string accept;  // a file of proposals; empty: none
  std::string output = "new-cues.yaml";
  bool force = false;
  bool yaml = false;
  bool review = false;
};

ExitCode Load(const MineCommandOptions& options, LoadedRules* base) {
  if (Status s = LoadRules(options.packs.paths, base); !s.ok()) {
    std::cerr << "rapport: " << s.message() << "\n";
    return s.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (base->rules != nullptr) return kSuccess;
  std::cerr << FormatDiagnostics(base->diagnostics);
  return kFindings;
}

bool KnowsPersonas(const pack::Pack& pack, const std::vector<std::string>& personas) {
  std::vector<std::string_view> known;
  for (const pack::Persona& persona : pack.personas) known.push_back(persona.id);
  for (const std::string& id : personas) {
    if (std::find(known.begin(), known.end(), id) != known.end()) continue;
    const std::string hint = DidYouMean(id, known);
    std::cerr << "rapport: --for: the pack has no persona '" << id << "'"
              << (hint.empty() ? "" : "; ") << hint << "\n";
    return false;
  }
  return true;
}

ExitCode Review(const MineCommandOptions& options, const LoadedRules& base, Output* out) {
  learn::CueReviewer reviewer(base.rules, base.pack->pack);
  Conversation conversation(base.rules);
  const ExitCode code = ForEachRecord(options.input, out, [&](const InputRecord& input) {
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = reviewer.Add(input.reader->record(), conversation, input.now);
    return status;
  });
  const learn::CueReview review = reviewer.Result();
  if (options.view.json) {
    record::JsonWriter json;
    learn::WriteCueReview(base.rules->name(), review, &json);
    out->Write(json.bytes());
    out->Write("\n");
  } else {
    std::string text;
    AppendCueReview(Terminal::Of(out->fd(), options.view.color), base.rules->name(), review, &text);
    out->Write(text);
  }
  return code;
}

ExitCode Propose(const MineCommandOptions& options, const LoadedRules& base, Output* out) {
  learn::MineCorpus corpus(base.rules);
  Conversation conversation(base.rules);
  const ExitCode code = ForEachRecord(options.input, out, [&](const InputRecord& input) {
    Status status = input.reader->Fill(&conversation);
    if (status.ok()) status = corpus.Add(input.id, input.reader->record(), conversation);
    return status;
  });
  const learn::MineReport report = learn::Mine(corpus, base.pack->pack, options.mine);
  if (options.yaml) {
    out->Write(learn::ProposalsFile(base.rules->name(), report));
  } else if (options.view.json) {
    record::JsonWriter json;
    learn::WriteProposals(base.rules->name(), report, &json);
    out->Write(json.bytes());
    out->Write("\n");
  } else {
    std::string text;
    AppendProposals(Terminal::Of(out->fd(), options.view.color), base.rules->name(), report, &text);
    out->Write(text);
  }
  return code;
}

// Whether the output may be written; says why not.
bool MayWrite(const MineCommandOptions& options) {
  const std::vector<std::string> proposals = {options.accept};
  if (WouldOverwrite("-o", options.output, {&options.packs.paths, &proposals})) return false;
  std::error_code ignored;
  if (options.force || !std::filesystem::exists(options.output, ignored)) return true;
  std::cerr << "rapport: '" << options.output << "' exists; --force overwrites it\n";
  return false;
}

ExitCode Accept(const MineCommandOptions& options, const LoadedRules& base, Output* out) {
  if (!options.input.files.empty()) {
    std::cerr << "rapport: --accept reads no records\n";
    return kUsage;
  }
  const Result<std::string> bytes = ReadFile(options.accept, kProposalBytes);
  if (!bytes.ok()) {
    std::cerr << "rapport: " << bytes.status().message() << "\n";
    return kIoFailure;
  }
  const Source file(options.accept, *bytes);
  DiagnosticSink sink;
  const std::vector<learn::AcceptedProposal> proposals =
      learn::ReadProposals(file, *base.pack, &sink);
  if (sink.has_errors()) {
    std::cerr << FormatDiagnostics(sink.Take());
    return kFindings;
  }
  const learn::Acceptance acceptance = learn::Accept(proposals, *base.pack);
  std::string text;
  if (!acceptance.new_cues.empty()) {
    if (!MayWrite(options)) return kUsage;
    const std::string cues = learn::CuesFile(acceptance);
    ReportFile part;
    Status status = part.Open(options.output);
    if (status.ok()) {
      part.Write(cues);
      status = part.Close();
    }
    if (!status.ok()) {
      std::cerr << "rapport: " << status.message() << "\n";
      return kIoFailure;
    }
    StrAppend(&text, "Wrote ", options.output, ":\n\n", cues);
  }
  AppendAcceptance(acceptance, proposals.size(), &text);
  out->Write(text);
  return kSuccess;
}

ExitCode Mine(const MineCommandOptions& options) {
  LoadedRules base;
  if (ExitCode code = Load(options, &base); code != kSuccess) return code;
  if (!KnowsPersonas(base.pack->pack, options.mine.personas)) return kUsage;
  Output out(1);
  const ExitCode code = !options.accept.empty() ? Accept(options, base, &out)
                        : options.review        ? Review(options, base, &out)
                                                : Propose(options, base, &out);
  return FinishOutput(&out, code);
}

void AddProposalOptions(CLI::App* command, learn::MineOptions* options) {
  learn::MineOptions& mine = *options;
  command
      ->add_option("--for", mine.personas,
                   "Propose for this persona, or none; may be given more than once\n"
                   "(default: all)")
      ->type_name("ID")
      ->allow_extra_args(false);
  command->add_option("--top", mine.top, "Proposals to show (default: 40)")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000));
  command
      ->add_option("--min-records", mine.min_records,
                   "Records of the persona that must hold a phrase (default: 5)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command
      ->add_option("--min-sources", mine.min_sources,
                   "Sources that these must come from (default: 2, if the records name\n"
                   "as many)")
      ->type_name("N")
      ->check(CLI::Range(1, 1'000'000));
  command
      ->add_option("--max-share", mine.max_share,
                   "Share of all records that may hold a phrase (default: 0.05)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
  command
      ->add_option("--prior", mine.prior,
                   "Words that the prior counts for; more make rare phrases rank\n"
                   "lower (default: a fifth of those that the records have)")
      ->type_name("N")
      ->check(CLI::Range(1.0, 1e12));
  command
      ->add_option("--min-precision", mine.min_precision,
                   "Share of the records that a phrase would add that must have the\n"
                   "persona (default: 0.5)")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0));
}

}  // namespace

void AddMineCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<MineCommandOptions>();
  CLI::App* command =
      app->add_subcommand("mine", "Propose phrases and cues from labelled conversations");
  AddInputOptions(command, &options->input);
  options->input.read.overrides = false;  // as `evaluate`
  AddPackOption(command, &options->packs);
  AddProposalOptions(command, &options->mine);
  CLI::Option* yaml =
      command->add_flag("--yaml", options->yaml, "Write the proposals as a file to edit");
  CLI::Option* review =
      command->add_flag("--review", options->review,
                        "List cues and conditions that never or nearly always fire, fire\n"
                        "mostly on none, or hurt, and what dropping them would change");
  CLI::Option* accept =
      command
          ->add_option("--accept", options->accept,
                       "Write the accepted proposals of this edited --yaml file as a part\n"
                       "of the pack; what belongs to cues that it has is shown instead")
          ->type_name(kFileType);
  command
      ->add_option("-o,--output", options->output,
                   "Where --accept writes new cues (default: new-cues.yaml)")
      ->type_name(kFileType)
      ->needs(accept);
  command->add_flag("--force", options->force, "Overwrite that file")->needs(accept);
  AddViewOptions(command, &options->view);
  yaml->excludes(command->get_option("--json"), review, accept);
  review->excludes(accept);
  accept->excludes(command->get_option("--json"));
  command->footer(
      "Each record needs a label, such as {\"persona\":\"impatient\"}. Nothing is added to\n"
      "a pack: a person edits the proposals, and --accept writes those that are left.\n\n"
      "Examples:\n"
      "  rapport mine labelled.jsonl\n"
      "  rapport mine --for impatient --yaml labelled.jsonl > proposals.yaml\n"
      "  rapport mine --accept proposals.yaml --pack shop.yaml -o new-cues.yaml\n"
      "  rapport mine --review labelled.jsonl");
  command->callback([run, options] { *run = [options] { return Mine(*options); }; });
}

}  // namespace rapport::cli
