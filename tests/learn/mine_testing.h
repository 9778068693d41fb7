#ifndef RAPPORT_TESTS_LEARN_MINE_TESTING_H_
#define RAPPORT_TESTS_LEARN_MINE_TESTING_H_

// A small pack and labelled records with what mining is to find, and not to find, in them.

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostic_sink.h"
#include "learn/mine.h"
#include "pack/loader.h"
#include "record/record_reader.h"
#include "ruleset/compile.h"

namespace rapport::learn {

inline constexpr char kMinePack[] = R"(
rapport: 1
pack: {id: small, version: 1.0.0, language: en}
text:
  negators: [not]
  own_words: [the, a, i, is, it, to, for, and, my, still, waiting]
  number_words: [two]
  duration_units: [hours]
  money_units: [quid]
facts:
  contacts: {type: int}
lists:
  device: [kettle, toaster]
cues:
  says_waiting: [still waiting, queue <=2 door]
  asks_price: [any discount, "cost of the {device}"]
conditions:
  often: contacts >= 3
personas:
  impatient: {label: I, display_name: I, summary: I., evidence: {says_waiting: 2}}
  bargain_hunter: {label: B, display_name: B, summary: B., evidence: {asks_price: 2, says_waiting: -1}}
  none: {bias: 0.5}
)";

struct MineText {
  std::string text, label, source;
};

class MineCase {
 public:
  explicit MineCase(const std::string& yaml = kMinePack) {
    pack::Loader loader{PackLimits()};
    loader.AddFile("small.yaml", yaml);
    DiagnosticSink sink;
    pack_ = loader.Load(&sink);
    if (pack_ != nullptr) rules_ = *ruleset::Compile(*pack_, PackLimits(), &sink);
    EXPECT_NE(rules_, nullptr) << FormatDiagnostics(sink.Take());
    if (rules_ != nullptr) conversation_ = std::make_unique<Conversation>(rules_);
    corpus_ = std::make_unique<MineCorpus>(rules_);
  }

  // Reads a record of one turn; calls `add` with it.
  template <typename F>
  Status Read(const MineText& record, F add) {
    json_ = R"({"source":")" + record.source + R"(","turns":[{"text":")" + record.text +
            R"("}],"label":{"persona":")" + record.label + R"("}})";
    Status status = reader_.Parse(json_.data(), json_.size());
    if (status.ok()) status = reader_.Fill(conversation_.get());
    return status.ok() ? add(reader_.record(), *conversation_) : status;
  }

  void Add(const MineText& record) {
    const std::string id = "r" + std::to_string(++count_);
    const Status status = Read(record, [&](const auto& read, const Conversation& conversation) {
      return corpus_->Add(id, read, conversation);
    });
    EXPECT_TRUE(status.ok()) << status.message();
  }
  void Add(int times, const MineText& record) {
    for (int i = 0; i < times; ++i) {
      MineText one = record;
      if (one.source.empty()) one.source = i % 2 == 0 ? "a" : "b";
      Add(one);
    }
  }

  const pack::LoadedPack& pack() const { return *pack_; }
  const std::shared_ptr<const RuleSet>& rules() const { return rules_; }
  const MineCorpus& corpus() const { return *corpus_; }
  Conversation& conversation() { return *conversation_; }

  // With room for the shares of a few records.
  static MineOptions Options() {
    MineOptions options;
    options.max_share = 0.4;
    options.min_z = 1;
    return options;
  }
  MineReport Run(const MineOptions& options = Options()) const {
    return Mine(*corpus_, pack_->pack, options);
  }

 private:
  std::unique_ptr<const pack::LoadedPack> pack_;
  std::shared_ptr<const RuleSet> rules_;
  std::unique_ptr<Conversation> conversation_;
  std::unique_ptr<MineCorpus> corpus_;
  record::RecordReader reader_;
  std::string json_;
  int count_ = 0;
};

// What most records say, in many words so that none of them is frequent.
inline void AddPlain(MineCase* mine) {
  const char* const kThings[] = {"lamp", "chair", "desk", "shelf", "mirror", "carpet"};
  for (int i = 0; i < 60; ++i) {
    mine->Add({std::string("my ") + kThings[i % 6] + " is in room " + std::to_string(i), "none",
               i % 2 == 0 ? "a" : "b"});
  }
}

inline const Proposal* FindProposal(const MineReport& report, const std::string& phrase) {
  for (const Proposal& p : report.proposals) {
    if (p.phrase == phrase) return &p;
  }
  return nullptr;
}

}  // namespace rapport::learn

#endif  // RAPPORT_TESTS_LEARN_MINE_TESTING_H_
