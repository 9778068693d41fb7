#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/suggest.h"
#include "cli/coaching_text.h"
#include "cli/command.h"
#include "cli/layout.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/review_view.h"
#include "cli/rules_source.h"
#include "cli/table.h"
#include "learn/pack_tests.h"
#include "learn/practice.h"
#include "rapport/review.h"

namespace rapport::cli {
namespace {

struct PracticeOptions {
  PackOptions packs;
  learn::PracticeChoice choice;
  bool list = false;
  ColorMode color = ColorMode::kAuto;
};

std::string LevelName(const std::optional<int32_t>& level) {
  return level ? StrCat("hostility ", *level) : std::string();
}

// How many conversations there are of each type and level.
void AppendList(const Terminal& terminal, const RuleSet& rules,
                const std::vector<learn::Scenario>& scenarios, std::string* out) {
  std::map<int32_t, int64_t> levels;  // -1: not known
  std::map<std::string, std::map<int32_t, int64_t>> counts;
  for (const learn::Scenario& scenario : scenarios) {
    const int32_t level = scenario.hostility.value_or(-1);
    ++levels[level];
    ++counts[scenario.persona][level];
  }
  std::vector<std::string> headings = {"--persona", "type"};
  std::vector<Table::Align> alignment = {Table::Align::kLeft, Table::Align::kLeft};
  for (const auto& [level, count] : levels) {
    headings.push_back(level < 0 ? "any" : StrCat("--hostility ", level));
    alignment.push_back(Table::Align::kRight);
  }
  Table table(headings, alignment);
  for (const auto& [persona, by_level] : counts) {
    std::vector<StyledText> row = {persona, PersonaName(rules, persona)};
    for (const auto& [level, unused] : levels) {
      const auto found = by_level.find(level);
      row.push_back(found == by_level.end() ? "-" : StrCat(found->second));
    }
    table.Row(std::move(row));
  }
  StrAppend(out, "Conversations to practise on\n");
  table.Append(terminal, 2, out);
}

// A person at the terminal, or a file of answers: reads lines, shows reviews.
class Session {
 public:
  Session(const Terminal& terminal, const std::shared_ptr<const RuleSet>& rules, Output* out)
      : terminal_(terminal), rules_(*rules), conversation_(rules), out_(*out) {}

  void Run(const std::vector<learn::Scenario>& scenarios) {
    Show(StyledText()
             .Add("Practice", Style::kBold)
             .Add(StrCat("  ",
                         Count(static_cast<int64_t>(scenarios.size()), "customer", "customers"))));
    Wrapped("",
            "Answer in one line. Then: Enter for the next customer, /all for all findings, /quit "
            "to end; anything else is a better answer to the same customer.");
    for (size_t i = 0; i < scenarios.size() && !ended_; ++i) {
      Customer(scenarios[i], StrCat(i + 1, " of ", scenarios.size()));
      Round(scenarios[i]);
    }
    Summary(scenarios.size());
  }

 private:
  struct Result {
    int64_t applicable = 0, passed = 0;
    std::string label, why, say;
    int32_t weight = 0;
  };

  void Show(const StyledText& text) { out_.Write(StrCat(text.Render(terminal_), "\n")); }
  void Wrapped(std::string_view lead, const StyledText& text) {
    std::string lines;
    AppendWrapped(terminal_, StyledText(lead), text, &lines);
    out_.Write(lines);
  }

  void Customer(const learn::Scenario& scenario, std::string_view round) {
    std::string about = PersonaName(rules_, scenario.persona);
    for (const std::string& more :
         {LevelName(scenario.hostility), scenario.test->channel.value_or("")}) {
      if (!more.empty()) StrAppend(&about, ", ", more);
    }
    out_.Write("\n");
    Show(StyledText().Add(round, Style::kBold).Add("  ").Add(about, Style::kDim));
    for (const pack::TestTurn& turn : scenario.test->turns) {
      Wrapped(StrCat("  ", turn.by, ": "), StyledText().Add(turn.text, Style::kCyan));
    }
  }

  // The next line; false, and the session ends, when there is none.
  bool Read(std::string* line) {
    out_.Write("> ");
    out_.Flush();
    if (!std::getline(std::cin, *line)) {
      out_.Write("\n");
      ended_ = true;
      return false;
    }
    const size_t end = line->find_last_not_of(" \t\r");
    line->resize(end == std::string::npos ? 0 : end + 1);
    return true;
  }

  void Round(const learn::Scenario& scenario) {
    bool is_answered = false;
    std::string line;
    while (Read(&line)) {
      if (line == "/quit") {
        ended_ = true;
        break;
      }
      if (line == "/all") {
        if (is_answered) {
          ShowReview();
        } else {
          Show("Answer first: there is nothing to review yet.");
        }
      } else if (line.empty()) {
        break;  // without an answer, the customer is skipped
      } else if (line[0] == '/') {
        Show("There are /all and /quit.");
      } else {
        is_answered = Review(scenario, line) || is_answered;
      }
    }
    if (is_answered) Note();
  }

  bool Review(const learn::Scenario& scenario, const std::string& answer) {
    Turn reply;
    reply.by = Speaker::kAgent;
    reply.text = answer;
    const auto problem = learn::SetUpTest(*scenario.test, &conversation_);
    const Status status = problem ? Status(StatusCode::kInvalidArgument, *problem)
                                  : ReviewReply(conversation_, reply, scenario.test->now, &review_);
    if (!status.ok()) {
      Show(status.message());
      return false;
    }
    std::string text;
    AppendDraftTip(terminal_, "Tip:", review_, &text);
    out_.Write(text);
    return true;
  }

  void ShowReview() {
    std::string text;
    AppendReview(terminal_, "Review:", review_, /*all_checks=*/true, &text);
    out_.Write(text);
  }

  // The last answer to a customer counts.
  void Note() {
    ++answered_;
    for (const Finding& finding : review_.findings()) {
      if (finding.result == CheckResult::kNotApplicable) continue;
      Result& result = results_[std::string(finding.check)];
      result.label = finding.label;
      result.weight = finding.weight;
      ++result.applicable;
      if (finding.result == CheckResult::kPass) {
        ++result.passed;
        continue;
      }
      result.why = finding.why;
      if (!finding.suggestions.empty()) result.say = finding.suggestions[0];
    }
  }

  void Summary(size_t rounds) {
    out_.Write("\n");
    Show(StyledText()
             .Add("Summary", Style::kBold)
             .Add(StrCat("  ", answered_, " of ",
                         Count(static_cast<int64_t>(rounds), "customer", "customers"),
                         " answered")));
    std::string well;
    std::vector<const Result*> failed;
    for (const auto& [check, result] : results_) {
      if (result.passed < result.applicable) {
        failed.push_back(&result);
      } else {
        StrAppend(&well, well.empty() ? "" : "; ", result.label, " (", result.passed, ")");
      }
    }
    if (!well.empty()) Wrapped("  Went well: ", StyledText().Add(well, Style::kGreen));
    std::stable_sort(failed.begin(), failed.end(),
                     [](const Result* a, const Result* b) { return Cost(*a) > Cost(*b); });
    if (!failed.empty()) Show("  To practise:");
    for (const Result* result : failed) {
      Wrapped("    ", StyledText()
                          .Add(result->label, Style::kYellow)
                          .Add(StrCat(": ", result->passed, " of ", result->applicable, ". ",
                                      result->why)));
      if (result->say.empty()) continue;
      Wrapped("      ", StyledText("say: “").Add(result->say, Style::kCyan).Add("”"));
    }
  }

  static int64_t Cost(const Result& result) {
    return int64_t{result.weight} * (result.applicable - result.passed);
  }

  const Terminal& terminal_;
  const RuleSet& rules_;
  Conversation conversation_;
  rapport::Review review_;
  Output& out_;
  bool ended_ = false;
  int64_t answered_ = 0;
  std::map<std::string, Result> results_;
};

// What a slip of the pen would otherwise turn into "nothing found".
bool IsPersona(const RuleSet& rules, const std::string& persona) {
  std::vector<std::string_view> ids = {"none"};
  for (const PersonaInfo& info : rules.personas()) ids.push_back(info.id);
  if (std::find(ids.begin(), ids.end(), persona) != ids.end()) return true;
  const std::string hint = DidYouMean(persona, ids);
  std::cerr << "rapport: the pack has no type '" << persona << "'" << (hint.empty() ? "" : "; ")
            << hint << "\n";
  return false;
}

ExitCode Practise(const PracticeOptions& options) {
  LoadedRules loaded;
  const Status status = LoadRules(options.packs.paths, &loaded);
  if (!status.ok()) {
    std::cerr << "rapport: " << status.message() << "\n";
    return status.code() == StatusCode::kIo ? kIoFailure : kFindings;
  }
  if (loaded.rules == nullptr) {
    std::cerr << FormatDiagnostics(loaded.diagnostics);
    return kFindings;
  }
  const RuleSet& rules = *loaded.rules;
  const learn::PracticeChoice& choice = options.choice;
  if (!choice.persona.empty() && !IsPersona(rules, choice.persona)) return kUsage;
  const std::vector<learn::Scenario> all = learn::ScenariosOf(*loaded.pack, loaded.rules);
  Output out(1);
  const Terminal terminal = Terminal::Of(out.fd(), options.color);
  if (options.list) {
    std::string text;
    AppendList(terminal, rules, all, &text);
    out.Write(text);
  } else if (rules.checks().empty()) {
    std::cerr << "rapport: " << rules.name() << " has no checks; see docs/reviews.md\n";
    return kUsage;
  } else {
    const std::vector<learn::Scenario> drawn = learn::DrawScenarios(all, choice);
    if (drawn.empty()) {
      std::cerr << "rapport: no test of " << rules.name()
                << " has such a customer; `rapport practice --list` shows those there are\n";
      return kUsage;
    }
    Session(terminal, loaded.rules, &out).Run(drawn);
  }
  return FinishOutput(&out, kSuccess);
}

}  // namespace

void AddPracticeCommand(CLI::App* app, Run* run) {
  auto options = std::make_shared<PracticeOptions>();
  learn::PracticeChoice* const choice = &options->choice;
  CLI::App* command = app->add_subcommand(
      "practice", "Practise replies: customers of the pack's tests, your answers reviewed");
  AddPackOption(command, &options->packs);
  CLI::Option* persona =
      command->add_option("--persona", choice->persona, "Customers of this type, or none")
          ->type_name("ID");
  CLI::Option* hostility =
      command
          ->add_option_function<int32_t>(
              "--hostility", [choice](const int32_t& level) { choice->hostility = level; },
              "Customers at this level of hostility, from 0")
          ->type_name("N")
          ->check(CLI::Range(0, 100));
  CLI::Option* rounds = command->add_option("--rounds", choice->rounds, "How many (default: 5)")
                            ->type_name("N")
                            ->check(CLI::Range(size_t{1}, size_t{10'000}));
  CLI::Option* seed =
      command
          ->add_option("--seed", choice->seed, "Another number draws other customers (default: 1)")
          ->type_name("N");
  command->add_flag("--list", options->list, "List types and levels, and how many there are")
      ->excludes(persona)
      ->excludes(hostility)
      ->excludes(rounds)
      ->excludes(seed);
  AddColorOption(command, &options->color);
  command->footer(
      "Answers are read from standard input, one a line; an empty line is the next customer.\n\n"
      "Examples:\n"
      "  rapport practice --list\n"
      "  rapport practice --persona impatient --rounds 3\n"
      "  rapport practice --hostility 2 --seed 7");
  command->callback([run, options] { *run = [options] { return Practise(*options); }; });
}

}  // namespace rapport::cli
