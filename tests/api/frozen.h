#ifndef RAPPORT_TESTS_API_FROZEN_H_
#define RAPPORT_TESTS_API_FROZEN_H_

// What the tests of the public API share: the frozen pack, its conversations, and decisions as
// JSON.

#include <gtest/gtest.h>

#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "rapport/rapport.h"
#include "record/decision_json.h"
#include "record/record_decider.h"
#include "record/record_reader.h"
#include "record/record_reviewer.h"

namespace rapport::frozen {

inline std::string ReadFile(const std::string& name) {
  std::ifstream in(std::string(RAPPORT_SOURCE_DIR) + "/tests/vectors/" + name, std::ios::binary);
  EXPECT_TRUE(in) << name;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

// The frozen pack: `manifest`, which is pack.yaml or much like it, and the table that it lists.
inline void AddPack(const std::string& name, std::string manifest, RuleSetBuilder* builder) {
  builder->AddFile(name, std::move(manifest));
  builder->AddFile("words.tsv", ReadFile("words.tsv"));
}

inline std::shared_ptr<const RuleSet> Rules() {
  RuleSetBuilder builder;
  AddPack("frozen.yaml", ReadFile("pack.yaml"), &builder);
  auto rules = builder.Build();
  EXPECT_TRUE(rules.ok()) << FormatDiagnostics(builder.diagnostics());
  return rules.ok() ? *rules : nullptr;
}

inline std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

inline std::string Json(std::string_view id, const Decision& decision) {
  record::JsonWriter writer;
  record::WriteDecision(id, decision, &writer);
  return std::string(writer.bytes());
}

// Reads one record into `conversation` and decides; the decision line.
inline std::string DecideLine(std::string line, Conversation* conversation, Decision* decision) {
  record::RecordReader reader;
  Status status = reader.Parse(line.data(), line.size());
  if (status.ok()) status = reader.Fill(conversation);
  if (status.ok()) status = Decide(*conversation, reader.record().now, decision);
  EXPECT_TRUE(status.ok()) << status.message() << "\n" << line;
  return Json(reader.record().id, *decision);
}

}  // namespace rapport::frozen

#endif  // RAPPORT_TESTS_API_FROZEN_H_
