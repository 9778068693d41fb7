#ifndef RAPPORT_LEARN_DATASET_H_
#define RAPPORT_LEARN_DATASET_H_

// Labelled conversations as numbers: for each, what the engine would weigh - the saturated count of
// every cue, every condition that holds, and how often each word and pair was said, divided by
// sqrt(words + 4) - so that a score is the sum of value times weight, as in engine/evaluation.h.
// The values depend on the decay, so they are kept for each decay that fitting may choose.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/fixed_point.h"
#include "base/hash.h"
#include "pack/model.h"
#include "rapport/conversation.h"
#include "rapport/rule_set.h"
#include "record/record_reader.h"
#include "text/tokenizer.h"

namespace rapport::engine {
struct ConversationState;
}

namespace rapport::learn {

struct Value {
  uint32_t feature = 0;
  float value = 0;
};

// The values of all examples, one after another.
struct Rows {
  std::vector<size_t> begins = {0};  // one more than examples
  std::vector<Value> values;

  size_t size() const { return begins.size() - 1; }
  const Value* begin(size_t row) const { return values.data() + begins[row]; }
  const Value* end(size_t row) const { return values.data() + begins[row + 1]; }
};

struct Example {
  std::string id;
  std::string source;
  int32_t persona = -1;         // index into Dataset::personas; -1 without a label
  std::vector<int32_t> levels;  // by scale of the pack; -1 without a label
  double weight = 1;
  bool is_pack_test = false;
  uint64_t text_hash = 0;  // of the turns' texts: tells records of one id, or none, apart
};

struct Dataset {
  std::vector<std::string> personas;  // of the pack, `none` last
  std::vector<std::string> scales;
  // Features: cues, then conditions, then terms.
  std::vector<std::string> evidence;
  std::vector<std::string> terms;
  std::vector<int32_t> term_examples;  // by term: examples that hold it
  std::vector<Example> examples;
  std::vector<Milli> decays;
  std::vector<Rows> rows;  // by decay

  size_t features() const { return evidence.size() + terms.size(); }
};

class DatasetBuilder {
 public:
  // The first of `decays` is that of the pack.
  DatasetBuilder(std::shared_ptr<const RuleSet> rules, std::vector<Milli> decays);
  ~DatasetBuilder();

  // Adds a record as its conversation stands. A record without any label is counted only.
  // kInvalidArgument when the label names an unknown persona or level.
  Status Add(const record::Record& record, const Conversation& conversation,
             std::optional<Time> now);

  // Adds the pack's own tests that expect a persona or levels of scales, as examples.
  void AddTests(const pack::Pack& pack, double weight);

  int64_t unlabelled() const { return unlabelled_; }

  // A word, as terms have it, that is never to be learned, alone or in a pair: one that says who a
  // customer is rather than how (kinship, age, gender, origin, belief).
  void LeaveOut(std::string_view word) { left_out_.emplace(word); }

  // Drops terms that the pack does not weigh and that fewer than `min_examples` hold, and single
  // words and marks that more than `most_share` of them do: these say how long a text is, and how
  // its author writes. Names go too: words that mostly begin with a capital inside sentences. The
  // builder is spent.
  Dataset Finish(int32_t min_examples, double most_share);

 private:
  struct Values;
  struct Spelling {  // of a word inside sentences
    int32_t capital = 0, all = 0;
  };
  void NoteSpelling(std::string_view key, const text::Token& token);
  bool IsLeftOut(std::string_view term) const;
  void AddValues(const Conversation& conversation, std::optional<Time> now);
  void FindTerms(const engine::ConversationState& state);
  double Count(const engine::ConversationState& state, Milli decay);
  uint32_t TermFeature(std::string_view first, std::string_view second);
  Status SetLabels(const record::Label& label, Example* example) const;

  std::shared_ptr<const RuleSet> rules_;
  Dataset data_;
  std::unordered_map<std::string, uint32_t> term_ids_;
  std::unordered_map<std::string, Spelling> spellings_;
  std::unordered_set<std::string> left_out_;
  std::unique_ptr<Values> values_;  // scratch
  int64_t unlabelled_ = 0;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_DATASET_H_
