#ifndef RAPPORT_LEARN_MINE_REVIEW_H_
#define RAPPORT_LEARN_MINE_REVIEW_H_

// The other way round: which cues and conditions of a pack do nothing or harm on labelled records,
// and what dropping them would change. Evidence is additive, so decisions without a cue follow from
// the scores with it, exactly; conditions that read the cue stay as they are, and so do scales.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "learn/coverage.h"
#include "pack/model.h"
#include "phrase/phrase_set.h"
#include "rapport/conversation.h"
#include "rapport/rule_set.h"
#include "record/record_reader.h"

namespace rapport::learn {

// What a change does to decisions on records with a persona as label.
struct ReviewEffect {
  int64_t gained = 0;  // records that become right
  int64_t lost = 0;    // that become wrong
  double accuracy = 0;
  double macro_f1 = 0;  // over classes with 8 labels or more; all if there are none
};

struct PhraseReview {
  std::string phrase;
  int64_t fired = 0;  // records in which it alone would be a hit that counts
  int64_t none = 0;   // of them labelled `none`
  int64_t alone = 0;  // records in which the cue has no other phrase
  ReviewEffect drop;  // if the cue did not fire in these
};

struct CueReviewRow {
  std::string id;
  bool is_condition = false;
  int64_t fired = 0, unknown = 0;
  double share = 0;                     // of the records
  double none_share = 0;                // of the labelled records on which it fired
  std::vector<std::string> speaks_for;  // personas for which it has a weight above 0
  ReviewEffect drop;                    // if its weight were 0 for every persona
  bool never = false;
  bool nearly_always = false;  // on 60% of the records or more
  // It speaks for a type, but more than half of the records on which it fires, and no less than of
  // all records, are labelled `none`.
  bool mostly_none = false;
  bool hurts = false;  // without it, accuracy and macro-F1 together would be higher
  std::vector<PhraseReview>
      phrases;  // of a cue that speaks for a type: the five that fire most often on `none`
};

struct CueReview {
  int64_t records = 0;   // all
  int64_t labelled = 0;  // with a persona
  double accuracy = 0, macro_f1 = 0;
  // Those about which there is something to say: what hurts, worst first; mostly on `none`; nearly
  // always; never.
  std::vector<CueReviewRow> rows;
};

class CueReviewer {
 public:
  // `pack` is the one that the rules were made of, and must outlive the reviewer.
  CueReviewer(std::shared_ptr<const RuleSet> rules, const pack::Pack& pack);

  // Adds a record as its conversation stands. kInvalidArgument when the label names an unknown
  // persona.
  Status Add(const record::Record& record, const Conversation& conversation,
             std::optional<Time> now);

  CueReview Result() const;

 private:
  struct Fired {
    uint32_t evidence = 0;
    Milli count = 0;
  };
  struct Row {
    uint32_t label = 0;
    uint32_t decision = 0;
    bool supported = false;  // the language
    bool positive_words = false;
    std::vector<int64_t> scores;
    std::vector<Fired> fired;
    std::vector<uint32_t> phrases;  // sorted
  };
  struct Phrase {
    uint32_t cue = 0;  // of the rules
    const std::string* text = nullptr;
  };

  void FindPhrases(const record::Record& record, const Conversation& conversation, Row* row);
  uint32_t DecisionWithout(const Row& row, uint32_t evidence) const;
  // Without `evidence` in these rows.
  ReviewEffect Effect(const std::vector<const Row*>& rows, uint32_t evidence) const;
  std::vector<PhraseReview> Phrases(uint32_t cue) const;

  std::shared_ptr<const RuleSet> rules_;
  CoverageCounter coverage_;
  std::vector<Row> rows_;
  std::vector<Phrase> phrases_;  // by tag
  std::vector<bool> any_side_;   // by cue
  text::Vocabulary vocabulary_;  // of the tokenizer and the phrases here, not of the rules
  std::unique_ptr<const text::Tokenizer> tokenizer_;
  std::unique_ptr<const phrase::PhraseSet> set_;
  std::unique_ptr<const phrase::NegationScopes> negation_;

  // Scratch.
  engine::Evaluation evaluation_;
  text::TokenizedText text_;
  phrase::MatchScratch match_scratch_;
  std::vector<phrase::Hit> hits_;
  std::vector<uint32_t> negated_by_;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_REVIEW_H_
