#include <atomic>
#include <iostream>
#include <optional>
#include <string>

#include "cli/command.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/record_batches.h"
#include "cli/review_view.h"
#include "cli/rules_source.h"
#include "rapport/review.h"
#include "record/review_json.h"

namespace rapport::cli {
namespace {

struct ReviewOptions {
  PackOptions packs;
  InputOptions input;
  ViewOptions view;
  bool table = false;
  bool draft = false;
  bool all = false;
  bool guard = false;
  std::optional<std::string> customer, reply;
  size_t threads = AvailableThreads();
};

void Append(const ReviewOptions& options, const Terminal& terminal, bool for_people,
            std::string_view id, const Review& review, Answers* out) {
  if (!for_people) {
    record::WriteReview(id, review,
                        options.draft ? record::ReviewDetail::kDraft : record::ReviewDetail::kAll,
                        &out->json);
    out->json.EndLine();
  } else if (options.draft) {
    AppendDraftTip(terminal, id, review, &out->text);
  } else {
    AppendReview(terminal, id, review, options.all, &out->text);
  }
}

class Reviewer : public RecordAnswerer {
 public:
  Reviewer(const ReviewOptions& options, const Terminal& terminal, bool for_people,
           const std::shared_ptr<const RuleSet>& rules, std::atomic<bool>* some_blocked)
      : options_(options),
        terminal_(terminal),
        for_people_(for_people),
        conversation_(rules),
        some_blocked_(some_blocked) {}

  Status Answer(const InputRecord& input, Answers* out) override {
    const Turn* reply = nullptr;
    Status status = input.reader->FillBeforeReply(&conversation_, &reply);
    if (!status.ok()) return status;
    // Of `input.now` only a record's own counts before the reply's time.
    const std::optional<Time> own = input.reader->record().now;
    const std::optional<Time> now = own ? own : reply->at ? reply->at : input.now;
    status = ReviewReply(conversation_, *reply, now, &review_);
    if (!status.ok()) return status;
    if (review_.blocked()) some_blocked_->store(true, std::memory_order_relaxed);
    Append(options_, terminal_, for_people_, input.id, review_, out);
    return Status();
  }

 private:
  const ReviewOptions& options_;
  const Terminal& terminal_;
  const bool for_people_;
  Conversation conversation_;
  Review review_;
  std::atomic<bool>* some_blocked_;
};

// One reply from the command line.
ExitCode ReviewText(const ReviewOptions& options, const Terminal& terminal, bool for_people,
                    const std::shared_ptr<const RuleSet>& rules, Output* out) {
  Conversation conversation(rules);
  Review review;
  Status status;
  if (options.customer) {
    Turn turn;
    turn.text = *options.customer;
    status = conversation.AddTurn(turn);
  }
  if (status.ok()) {
    Turn reply;
    reply.by = Speaker::kAgent;
    reply.text = *options.reply;
    status = ReviewReply(conversation, reply, options.input.now, &review);
  }
  if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return kUsage;
  }
  Answers answers;
  Append(options, terminal, for_people, "text", review, &answers);
  out->Write(for_people ? std::string_view(answers.text) : answers.json.bytes());
  out->Flush();
  if (out->failed()) return kIoFailure;
  return options.guard && review.blocked() ? kFindings : kSuccess;
}

ExitCode ReviewRecords(const ReviewOptions& options) {
  std::shared_ptr<const RuleSet> rules;
  if (ExitCode code = RequireRules(options.packs.paths, &rules); code != kSuccess) return code;
  if (rules->checks().empty()) {
    std::cerr << "rapport: " << rules->name() << " has no checks; see docs/reviews.md\n";
    return kUsage;
  }
  Output out(1);
  const Terminal terminal = Terminal::Of(out.fd(), options.view.color);
  const bool for_people = options.table || (terminal.is_terminal && !options.view.json);
  if (options.reply) return ReviewText(options, terminal, for_people, rules, &out);
  std::atomic<bool> some_blocked{false};
  const ExitCode code = AnswerRecords(options.input, {options.threads, {}}, &out, [&] {
    return std::make_unique<Reviewer>(options, terminal, for_people, rules, &some_blocked);
  });
  return code == kSuccess && options.guard && some_blocked.load() ? kFindings : code;
}

}  // namespace

void AddReviewCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* command = app->add_subcommand(
      "review", "Review agents' replies: what is missing, what is wrong, better words");
  AddInputOptions(command, &options->input);
  AddPackOption(command, &options->packs);
  CLI::Option* reply =
      command
          ->add_option_function<std::string>(
              "--reply", [options](const std::string& text) { options->reply = text; },
              "Review this reply instead of records")
          ->type_name("TEXT")
          ->excludes("files");
  command
      ->add_option_function<std::string>(
          "--customer", [options](const std::string& text) { options->customer = text; },
          "What the customer said before --reply")
      ->type_name("TEXT")
      ->needs(reply);
  CLI::Option* table = command->add_flag("--table", options->table,
                                         "Write lines for people (default on a terminal)");
  CLI::Option* all =
      command->add_flag("--all", options->all, "Show checks that pass or do not apply too");
  command
      ->add_flag("--draft", options->draft,
                 "For a reply that is being written: the one best tip, and no score")
      ->excludes(all);
  command->add_flag("--guard", options->guard,
                    "Exit with 1 when a reply must not be sent as it is");
  AddViewOptions(command, &options->view);
  command->get_option("--json")
      ->description("Write JSON Lines (default when the output is no terminal)")
      ->excludes(table)
      ->excludes(all);
  command
      ->add_option("--threads", options->threads,
                   "Threads that review; the output is the same for any number\n"
                   "(default: one for each core that the program may use)")
      ->type_name("N")
      ->check(CLI::Range(size_t{1}, size_t{256}));
  command->footer(
      "The reply is the last turn of a record, by an agent; what comes before is the "
      "conversation.\n\n"
      "Examples:\n"
      "  rapport review conversations.jsonl\n"
      "  rapport review --customer \"My parcel is late again\" --reply \"It is the courier's "
      "fault\"\n"
      "  rapport review --guard --json < drafts.jsonl   # exit code 1: something is blocked\n"
      "  rapport review --draft --table drafts.jsonl");
  command->callback([run, options] { *run = [options] { return ReviewRecords(*options); }; });
}

}  // namespace rapport::cli
