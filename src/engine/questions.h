#ifndef RAPPORT_ENGINE_QUESTIONS_H_
#define RAPPORT_ENGINE_QUESTIONS_H_

// The customer's questions, and which of them a reply takes up.
//
// A question is a sentence of two words or more that ends in a question mark, or in which a phrase
// of `question_starts` stands; one with a phrase of `no_questions`, or wholly quoted, is none. Its
// *content words* say what it is about: words of four letters or more that are no filler words,
// without their endings. A question that has none of its own
// ("Can you help?") is about what its turn is about.
//
// A reply takes a question up when
//   - both have a content word in common, or
//   - it says yes or no, and the question asks for that, or
//   - it gives a number, amount or time, and the question asks for one, or
//   - it makes as many statements as there were questions open: sentences of three words or more,
//     with a content word or a figure, that neither ask nor hold a phrase of `no_answers`.
//
// All words are the pack's. The same functions serve turns that were sent and drafts.

#include <cstdint>
#include <vector>

#include "phrase/hit.h"
#include "ruleset/tables.h"
#include "text/tokenizer.h"

namespace rapport::engine {

// How a question was taken up.
enum class TakenUp : uint8_t {
  kOpen = 0,
  kSharedWord = 1,
  kYesNo = 2,
  kFigure = 3,
  kStatements = 4,
  kForgotten = 5,  // more than kQuestionsFollowed came after it
};

constexpr size_t kQuestionsFollowed = 32;  // the newest; so that a reply's cost is bounded
constexpr size_t kContentWordsKept = 256;  // of the customer's turns since the last reply

struct QuestionRecord {
  int32_t turn = 0;
  uint32_t begin = 0, end = 0;              // bytes of the turn's text
  uint32_t first_word = 0, word_count = 0;  // in QuestionLog::words
  bool asks_yes_no = false, asks_figure = false;
  TakenUp how = TakenUp::kOpen;
  int32_t taken_up_by = -1;  // a turn
};

// What a conversation holds of questions; grows with it.
struct QuestionLog {
  std::vector<QuestionRecord> questions;
  std::vector<uint64_t> words;        // hashes of content words, by question
  std::vector<uint64_t> since_reply;  // those of the customer since the last reply; sorted, once
  size_t first_followed = 0;          // those before are settled
  int32_t open = 0;
  // Scratch.
  std::vector<uint8_t> sentence_marks;
  std::vector<uint64_t> turn_words;

  void Clear();
};

// What counts of a reply.
struct ReplyContent {
  std::vector<uint64_t> words;  // hashes of content words; sorted, each once
  bool says_yes_no = false;
  bool has_figure = false;
  int32_t statements = 0;
  std::vector<uint8_t> sentence_marks;  // scratch
};

// `marks` are the hits of the phrases of `text:`, as FindHits() leaves them (text_reading.h).
void ReadReply(const ruleset::Tables& tables, const text::TokenizedText& text,
               const std::vector<phrase::Hit>& marks, ReplyContent* reply);

// Whether and how `reply` takes up `question`, when `open` questions wait.
TakenUp HowTakenUp(const QuestionLog& log, const QuestionRecord& question,
                   const ReplyContent& reply, int32_t open);

// How many different content words of the customer since the last reply `reply` has.
int32_t SharedWords(const QuestionLog& log, const ReplyContent& reply);

struct QuestionChange {
  int32_t asked = 0;
  int32_t settled = 0;
};

// Adds a turn of the customer.
QuestionChange NoteQuestions(const ruleset::Tables& tables, const text::TokenizedText& text,
                             const std::vector<phrase::Hit>& marks, int32_t turn, QuestionLog* log);
// Adds a public turn of an agent.
QuestionChange NoteReply(const ReplyContent& reply, int32_t turn, QuestionLog* log);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_QUESTIONS_H_
