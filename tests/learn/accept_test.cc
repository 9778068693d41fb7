#include "learn/accept.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "learn/mine_output.h"
#include "mine_testing.h"
#include "rapport/decision.h"

namespace rapport::learn {
namespace {

struct Read {
  std::vector<AcceptedProposal> proposals;
  std::string errors;
};

Read ReadText(const MineCase& mine, const std::string& yaml) {
  const Source file("proposals.yaml", yaml);
  DiagnosticSink sink;
  Read out;
  out.proposals = ReadProposals(file, mine.pack(), &sink);
  for (const Diagnostic& d : sink.Take()) {
    out.errors += std::to_string(d.line) + " " + d.code + "; ";
  }
  return out;
}

TEST(Accept, RoundTrip) {
  MineCase mine;
  AddPlain(&mine);
  mine.Add(8, {"I am Maud, get a move on then", "impatient", ""});
  mine.Add(6, {"stuck waiting", "impatient", ""});
  const std::string file = ProposalsFile("small", mine.Run());
  const Read read = ReadText(mine, file);
  EXPECT_EQ(read.errors, "");
  const Acceptance acceptance = Accept(read.proposals, mine.pack());
  ASSERT_EQ(acceptance.known_cues.size(), 1u);
  EXPECT_EQ(acceptance.known_cues[0].id, "says_waiting");
  EXPECT_EQ(acceptance.known_cues[0].place, "small.yaml:15");
  EXPECT_EQ(acceptance.known_cues[0].phrases, (std::vector<std::string>{"stuck waiting"}));
  const std::string cues = CuesFile(acceptance);
  // The customers' own messages stay out.
  EXPECT_EQ(cues.find("Maud"), std::string::npos);
  EXPECT_EQ(cues.find("maud"), std::string::npos);

  // The pack with the file listed loads, and the cue fires and speaks for the persona.
  std::string manifest = kMinePack;
  const std::string header = "language: en}";
  manifest.replace(manifest.find(header), header.size(), "language: en, files: [new-cues.yaml]}");
  RuleSetBuilder builder;
  builder.AddFile("small.yaml", manifest);
  builder.AddFile("new-cues.yaml", cues);
  const auto rules = builder.Build();
  ASSERT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics()) << cues;
  Conversation conversation(*rules);
  Turn turn;
  turn.text = "Get a move on then!";
  ASSERT_TRUE(conversation.AddTurn(turn).ok());
  Decision decision;
  ASSERT_TRUE(Decide(conversation, std::nullopt, &decision).ok());
  ASSERT_FALSE(decision.evidence().empty());
  EXPECT_NE(cues.find(StrCat("  ", decision.evidence()[0].id, ":\n")), std::string::npos);
  EXPECT_EQ(decision.persona(), "impatient");
}

TEST(Accept, WhatIsAccepted) {
  MineCase mine;
  const std::string one = "- {persona: impatient, phrase: grr, cue: says_grr";
  const std::string two = "- {persona: impatient, phrase: brr, cue: says_brr";
  const struct {
    std::string yaml;
    size_t accepted;
  } kCases[] = {
      {one + "}\n" + two + "}\n", 2},
      {one + ", accept: false}\n" + two + "}\n", 1},
      {one + ", accept: true}\n" + two + "}\n", 1},
      {one + ", accept: true}\n" + two + ", accept: false}\n", 1},
      {one + ", accept: false}\n" + two + ", accept: false}\n", 0},
      {"[]\n", 0},
  };
  for (const auto& c : kCases) {
    const Read read = ReadText(mine, c.yaml);
    EXPECT_EQ(read.errors, "") << c.yaml;
    EXPECT_EQ(read.proposals.size(), c.accepted) << c.yaml;
  }
}

TEST(Accept, Errors) {
  MineCase mine;
  const struct {
    const char *yaml, *errors;
  } kCases[] = {
      {"- {persona: nobody, phrase: grr, cue: says_grr}\n", "1 unknown-name; "},
      {"\n- {persona: impatient, phrase: 'a|b', cue: says_grr}\n", "2 phrase-bar; "},
      {"- {persona: impatient, phrase: 'the {devise}', cue: says_grr}\n", "1 phrase-name; "},
      {"- {persona: impatient, phrase: 'the {device}', cue: says_grr}\n", ""},
      {"- {persona: impatient, phrase: grr, cue: Says}\n", "1 bad-name; "},
      {"- {persona: impatient, phrase: grr, cue: size}\n", "1 reserved-name; "},
      {"- {persona: impatient, phrase: grr, cue: contacts}\n", "1 name-clash; "},
      {"- {persona: impatient, phrase: grr, cue: often}\n", "1 name-clash; "},
      {"- {persona: impatient, phrase: grr, cue: wait}\n", "1 name-clash; "},
      {"- {persona: impatient, phrase: grr}\n", "1 missing-key; "},
      {"- {persona: impatient, phrase: grr, cue: x, phrases: y}\n", "1 unknown-key; "},
      {"- {persona: impatient, phrase: grr, cue: x, accept: maybe}\n", "1 wrong-type; "},
      {"- {persona: impatient, phrase: grr, cue: x, weight: heavy}\n", "1 wrong-type; "},
      {"persona: impatient\n", "1 wrong-type; "},
      {"- [\n", "2 yaml-syntax; "},
      // What is not accepted is not judged.
      {"- {persona: nobody, phrase: grr, cue: size, accept: false}\n", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(ReadText(mine, c.yaml).errors, c.errors) << c.yaml;
}

TEST(Accept, JoinsPhrasesOfACue) {
  MineCase mine;
  const Read read = ReadText(mine, R"(
- {persona: impatient, phrase: grr, cue: says_grr, weight: 1.2}
- {persona: impatient, phrase: brr, cue: says_grr, weight: 0.4}
- {persona: impatient, phrase: grr, cue: says_grr}
- {persona: bargain_hunter, phrase: "{money} off", cue: says_grr, weight: -0.3}
- {persona: impatient, phrase: still waiting, cue: says_waiting}
)");
  ASSERT_EQ(read.errors, "");
  const Acceptance acceptance = Accept(read.proposals, mine.pack());
  EXPECT_EQ(acceptance.repeated, 1);
  EXPECT_TRUE(acceptance.known_cues.empty());
  ASSERT_EQ(acceptance.new_cues.size(), 1u);
  const std::string cues = CuesFile(acceptance);
  EXPECT_EQ(cues.substr(cues.find("cues:\n")),
            "cues:\n"
            "  says_grr:\n"
            "    phrases:\n"
            "      - grr\n"
            "      - brr\n"
            "      - \"{money} off\"\n"
            "\n"
            "weights:\n"
            "  personas:\n"
            "    bargain_hunter:\n"
            "      evidence:\n"
            "        says_grr: -0.3\n"
            "    impatient:\n"
            "      evidence:\n"
            "        says_grr: 0.4\n");
}

}  // namespace
}  // namespace rapport::learn
