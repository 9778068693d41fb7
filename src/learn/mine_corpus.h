#ifndef RAPPORT_LEARN_MINE_CORPUS_H_
#define RAPPORT_LEARN_MINE_CORPUS_H_

// Labelled conversations as mining reads them: the words that phrases could be made of, in runs of
// neighbours, and where cues fired.
//
// A run ends with its sentence and at what a sequence of words cannot cross: marks, handles, links,
// addresses and signs of a currency. Entities ("20 quid", "3rd of March", "2019") are one word, the
// placeholder that phrases have for them; only written-out ones of a single word ("two", "today")
// stay as they are.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "phrase/phrase_set.h"
#include "rapport/conversation.h"
#include "rapport/rule_set.h"
#include "record/record_reader.h"
#include "text/tokenizer.h"

namespace rapport::learn {

struct MineWord {
  std::string key;  // "waiting", "{money}"
  bool is_placeholder = false;
  // How often it stands inside a sentence, and of those with a capital that is no shouting.
  int64_t inside = 0, capitalised = 0;
  int32_t records = 0, sources = 0;  // that hold it
  uint32_t last_record = 0;          // plus one
  std::vector<bool> in_source;
};

struct MineToken {
  uint32_t word = 0;
  uint32_t turn = 0;            // of MineRecord::turns
  uint32_t begin = 0, end = 0;  // bytes of the turn
  bool starts = false;          // a run
  bool negated = false;         // a cue that began here would be negated
  bool quoted = false;
};

struct MineHit {  // that counts
  uint32_t cue = 0;
  uint32_t turn = 0;
  uint32_t begin = 0, end = 0;
};

struct MineRecord {
  std::string id;
  uint32_t source = 0;
  uint32_t persona = 0;
  std::vector<std::string> turns;  // the customer's public ones
  std::vector<MineToken> tokens;
  std::vector<MineHit> hits;
};

class MineCorpus {
 public:
  explicit MineCorpus(std::shared_ptr<const RuleSet> rules);

  // Adds a record as its conversation stands. One without a persona as label is only counted.
  // kInvalidArgument when the label names an unknown persona.
  Status Add(std::string_view id, const record::Record& record, const Conversation& conversation);

  const RuleSet& rules() const { return *rules_; }
  const std::vector<std::string>& personas() const { return personas_; }  // `none` last
  const std::vector<std::string>& sources() const { return sources_; }    // "" for none
  const std::vector<MineWord>& words() const { return words_; }
  const std::vector<MineRecord>& records() const { return records_; }
  int64_t unlabelled() const { return unlabelled_; }

  // Whether the word seems to be a name: mostly with a capital inside sentences, or known to one of
  // several sources only. Very common words of the pack's language never do.
  bool IsName(const MineWord& word) const;
  // Whether it carries no subject: a placeholder, a single letter, or a word of the pack's
  // `own_words` that at least a twelfth of the records hold.
  bool IsFunctionWord(const MineWord& word) const;

 private:
  uint32_t WordId(std::string_view key, bool is_placeholder);
  void Note(uint32_t word, const MineRecord& record);
  void AddTurn(std::string_view text, text::Format format, MineRecord* record);

  bool IsOwnWord(std::string_view key) const;

  std::shared_ptr<const RuleSet> rules_;
  std::vector<std::string> personas_;
  std::vector<std::string> sources_;
  std::vector<MineWord> words_;
  std::vector<MineRecord> records_;
  std::unordered_map<std::string, uint32_t> word_ids_;
  int64_t unlabelled_ = 0;

  // Scratch.
  text::TokenizedText text_;
  phrase::MatchScratch match_scratch_;
  std::vector<phrase::Hit> hits_;
  std::vector<uint32_t> negated_by_;
};

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_MINE_CORPUS_H_
