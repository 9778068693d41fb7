// Signals, seen from outside: a conversation, and the values that conditions would read.

#include <gtest/gtest.h>

#include <algorithm>

#include "base/time.h"
#include "rapport/rapport.h"

namespace rapport {
namespace {

constexpr char kPack[] = R"(rapport: 1
pack: {id: signals, version: 1.0.0, language: en}
text:
  own_words: [the, and, is, my, it, you]
  other_words: {de: [und, nicht, ist, das]}
personas:
  quiet: {label: Quiet, display_name: Quiet, summary: Says little.}
)";

struct Line {
  Speaker by;
  const char* text;
  const char* at = "";
  Visibility visibility = Visibility::kPublic;
  TextFormat format = TextFormat::kText;
};

std::string SignalOf(const std::vector<Line>& lines, const char* now, const std::string& name) {
  RuleSetBuilder builder;
  builder.AddFile("signals.yaml", kPack);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  if (!rules.ok()) return {};
  Conversation conversation(*rules);
  for (const Line& line : lines) {
    Turn turn;
    turn.by = line.by;
    turn.text = line.text;
    turn.at = ParseTime(line.at);
    turn.visibility = line.visibility;
    turn.format = line.format;
    EXPECT_TRUE(conversation.AddTurn(turn).ok());
  }
  Explanation explanation;
  EXPECT_TRUE(Explain(conversation, ParseTime(now), &explanation).ok());
  for (const auto& [signal, value] : explanation.signals()) {
    if (signal == name) return std::string(value);
  }
  return "no such signal";
}

constexpr Speaker kCustomer = Speaker::kCustomer;
constexpr Speaker kAgent = Speaker::kAgent;
constexpr char kTen[] = "2026-03-01T10:00:00Z";
constexpr char kTenFive[] = "2026-03-01T10:05:00Z";
constexpr char kEleven[] = "2026-03-01T11:00:00Z";

TEST(Signals, AreWhatTheCatalogueSays) {
  const struct {
    const char* signal;
    std::vector<Line> lines;
    const char* now;
    const char* value;
  } kCases[] = {
      {"wait", {}, "", "duration(\"0s\")"},
      {"wait", {{kCustomer, "hi", kTen}}, kEleven, "duration(\"3600s\")"},
      {"wait",
       {{kCustomer, "hi", kTen}, {kCustomer, "hi?", kTenFive}},
       kEleven,
       "duration(\"3600s\")"},
      {"wait", {{kCustomer, "hi", kTen}, {kAgent, "yes", kTenFive}}, kEleven, "duration(\"0s\")"},
      {"wait",
       {{kCustomer, "hi", kTen}, {Speaker::kBot, "yes", kTenFive}},
       kEleven,
       "duration(\"3600s\")"},
      {"wait",
       {{kCustomer, "hi", kTen}, {kAgent, "note", kTenFive, Visibility::kInternal}},
       kEleven,
       "duration(\"3600s\")"},
      {"wait", {{kCustomer, "hi"}}, kEleven, "unknown"},
      {"wait", {{kCustomer, "hi", kEleven}}, kTen, "duration(\"0s\")"},
      {"first_response",
       {{kCustomer, "hi", kTen}, {kAgent, "yes", kTenFive}},
       "",
       "duration(\"300s\")"},
      {"first_response", {{kCustomer, "hi", kTen}}, kEleven, "unknown"},
      {"first_response",
       {{kAgent, "hello", kTen}, {kCustomer, "hi", kTenFive}},
       kEleven,
       "unknown"},
      {"open_for",
       {{kAgent, "hello", kTen}, {kCustomer, "hi", kTenFive}},
       kEleven,
       "duration(\"3600s\")"},
      {"since_agent", {{kAgent, "hello", kTenFive}}, kEleven, "duration(\"3300s\")"},
      {"customer_turns", {{kCustomer, "a"}, {kAgent, "b"}, {kCustomer, "c"}}, "", "2"},
      {"agent_turns",
       {{kCustomer, "a"}, {kAgent, "b"}, {kAgent, "c", "", Visibility::kInternal}},
       "",
       "1"},
      {"bot_turns", {{Speaker::kBot, "a"}}, "", "1"},
      {"words",
       {{kCustomer, "one two three"}, {kAgent, "four"}, {kCustomer, "five, six"}},
       "",
       "2"},
      {"words", {{kAgent, "four"}}, "", "unknown"},
      {"questions", {{kCustomer, "What? Really?? No!"}}, "", "2"},
      {"exclamations", {{kCustomer, "What?! No!!! Stop"}}, "", "2"},
      {"numbers", {{kCustomer, "2 of 15 in 2019"}}, "", "3"},
      {"emoji", {{kCustomer, "ok \xF0\x9F\x98\x80\xF0\x9F\x98\x80 \xF0\x9F\x99\x84"}}, "", "2"},
      {"caps_ratio", {{kCustomer, "ABCDEFGHIJKLabcd"}}, "", "0.75"},
      {"caps_ratio", {{kCustomer, "ABC"}}, "", "unknown"},
      {"caps_ratio",
       {{kCustomer, "ABCDEFGHIJKL", "", Visibility::kPublic, TextFormat::kTranscript}},
       "",
       "unknown"},
      {"total_words", {{kCustomer, "one two"}, {kCustomer, "three"}}, "", "3"},
      {"repeats",
       {{kCustomer, "where is my order now"}, {kCustomer, "Where is my order now?!"}},
       "",
       "1"},
      {"repeats",
       {{kCustomer, "where is my order now"}, {kCustomer, "when does the shop open"}},
       "",
       "0"},
      {"repeats", {{kCustomer, "hello there"}, {kCustomer, "hello there"}}, "", "0"},
      {"repeats",
       {{kCustomer, "hi hi hi"},
        {kCustomer, "where is my parcel please"},
        {kCustomer, "please, where is my parcel"}},
       "",
       "1"},
      {"language_supported", {{kCustomer, "the order is late and it hurts"}}, "", "true"},
      {"language_supported", {{kCustomer, "das ist nicht gut"}}, "", "false"},
      {"language_supported", {{kCustomer, "ist das the shop"}}, "", "false"},
      {"language_supported", {{kCustomer, "ok"}}, "", "true"},
      {"language_supported", {{kAgent, "das ist nicht gut"}, {kCustomer, "ok"}}, "", "true"},
      {"language_supported",
       {{kCustomer, "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"}},
       "",
       "false"},
      {"truncated", {{kCustomer, "ok"}}, "", "false"},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(SignalOf(c.lines, c.now, c.signal), c.value)
        << c.signal << ": " << (c.lines.empty() ? "" : c.lines.back().text);
  }
}

}  // namespace
}  // namespace rapport
