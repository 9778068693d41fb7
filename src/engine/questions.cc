#include "engine/questions.h"

#include <algorithm>

#include "base/hash.h"
#include "engine/text_reading.h"
#include "pack/text_phrases.h"

namespace rapport::engine {
namespace {

using pack::TextPhrase;
using text::Token;
using text::TokenKind;

constexpr size_t kContentLetters = 4;
constexpr size_t kStemLetters = 3;
constexpr int32_t kWordsOfQuestion = 2;
constexpr int32_t kWordsOfStatement = 3;

constexpr uint8_t Bit(TextPhrase phrase) {
  return static_cast<uint8_t>(1u << static_cast<uint32_t>(phrase));
}

bool HasLetters(std::string_view key, size_t wanted) {
  if (key.size() < wanted) return false;
  for (size_t i = 0; i < key.size() && wanted > 0; ++i) wanted -= (key[i] & 0xC0) != 0x80 ? 1 : 0;
  return wanted == 0;
}

// Tells content words from others.
class ContentWords {
 public:
  explicit ContentWords(const ruleset::ServiceText& text) : text_(text) {
    for (const std::string_view ending : text.endings) last_letters_ |= BitOf(ending);
  }

  // Whether the token is one; the hash of its stem.
  bool Has(const Token& token, uint64_t* hash) const {
    if (!IsWord(token)) return false;
    const bool drawn_out = !token.short_key().empty();
    const std::string_view key = drawn_out ? token.short_key() : token.key;
    const uint32_t word = drawn_out ? token.short_word() : token.word;
    if (!HasLetters(key, kContentLetters)) return false;
    if (text_.Has(word, ruleset::kFillerWord)) return false;
    *hash = FastHash(StemOf(key));
    return true;
  }

 private:
  static uint64_t BitOf(std::string_view key) {
    return uint64_t{1} << (static_cast<uint8_t>(key.back()) & 63);
  }

  // What the forms of a word have in common, roughly: without the longest ending that leaves three
  // letters, and with one of two equal letters that then end it ("shipping", "ship").
  std::string_view StemOf(std::string_view key) const {
    if ((last_letters_ & BitOf(key)) != 0) key = WithoutEnding(key);
    const size_t size = key.size();
    if (size > kStemLetters && key[size - 1] == key[size - 2]) key.remove_suffix(1);
    return key;
  }

  std::string_view WithoutEnding(std::string_view key) const {
    for (const std::string_view ending : text_.endings) {
      if (key.back() != ending.back() || key.size() <= ending.size()) continue;
      if (key.substr(key.size() - ending.size()) != ending) continue;
      const std::string_view stem = key.substr(0, key.size() - ending.size());
      if (HasLetters(stem, kStemLetters)) return stem;
    }
    return key;
  }

  const ruleset::ServiceText& text_;
  uint64_t last_letters_ = 0;  // of the endings, folded to 64
};

void SortOnce(std::vector<uint64_t>* words, size_t first = 0) {
  const auto begin = words->begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(begin, words->end());
  words->erase(std::unique(begin, words->end()), words->end());
}

// Sentence by sentence, which phrases of `text:` stand in it.
void MarkSentences(const ruleset::Tables& tables, const text::TokenizedText& text,
                   const std::vector<phrase::Hit>& marks, std::vector<uint8_t>* sentences) {
  sentences->assign(text.sentences() + size_t{1}, 0);
  for (const phrase::Hit& hit : marks) {
    (*sentences)[text.tokens()[hit.first_token].sentence] |=
        static_cast<uint8_t>(1u << (hit.tag - tables.first_text_tag()));
  }
}

// What a sentence is made of.
struct Sentence {
  size_t first = 0, end = 0;  // tokens
  int32_t words = 0;
  bool has_mark = false;  // a question mark
  bool has_figure = false;
  bool is_quoted = true;
};

template <typename Do>
void ForEachSentence(const text::TokenizedText& text, const Do& with) {
  const text::Tokens& tokens = text.tokens();
  for (size_t first = 0; first < tokens.size();) {
    Sentence s;
    s.first = s.end = first;
    uint32_t last_end = 0;
    for (; s.end < tokens.size() && tokens[s.end].sentence == tokens[first].sentence; ++s.end) {
      const Token& token = tokens[s.end];
      if (token.kind == TokenKind::kMark) {
        s.has_mark |= token.key.find('?') != std::string_view::npos;
        continue;
      }
      s.is_quoted &= (token.flags & text::kQuoted) != 0;
      s.has_figure |= token.kind == TokenKind::kNumber;
      if (IsWord(token) && token.end > last_end) ++s.words;
      last_end = token.end;
    }
    with(s);
    first = s.end;
  }
}

bool IsFigure(text::EntityKind kind) { return kind != text::EntityKind::kNumber; }

bool HaveCommon(const uint64_t* a, size_t a_size, const std::vector<uint64_t>& b) {
  return std::any_of(a, a + a_size,
                     [&](uint64_t word) { return std::binary_search(b.begin(), b.end(), word); });
}

}  // namespace

void QuestionLog::Clear() {
  questions.clear();
  words.clear();
  since_reply.clear();
  first_followed = 0;
  open = 0;
}

void ReadReply(const ruleset::Tables& tables, const text::TokenizedText& text,
               const std::vector<phrase::Hit>& marks, ReplyContent* reply) {
  reply->words.clear();
  reply->says_yes_no = false;
  reply->statements = 0;
  reply->has_figure = std::any_of(text.entities().begin(), text.entities().end(),
                                  [](const text::Entity& entity) { return IsFigure(entity.kind); });
  MarkSentences(tables, text, marks, &reply->sentence_marks);
  const ContentWords content(tables.service.text);
  ForEachSentence(text, [&](const Sentence& s) {
    const uint8_t found = reply->sentence_marks[text.tokens()[s.first].sentence];
    bool has_content = s.has_figure;
    for (size_t i = s.first; i < s.end; ++i) {
      uint64_t hash;
      if (!content.Has(text.tokens()[i], &hash)) continue;
      reply->words.push_back(hash);
      has_content = true;
    }
    reply->has_figure |= s.has_figure;
    reply->says_yes_no |= (found & Bit(TextPhrase::kYesNoAnswers)) != 0;
    if (!s.has_mark && has_content && s.words >= kWordsOfStatement &&
        (found & Bit(TextPhrase::kNoAnswers)) == 0) {
      ++reply->statements;
    }
  });
  SortOnce(&reply->words);
}

TakenUp HowTakenUp(const QuestionLog& log, const QuestionRecord& question,
                   const ReplyContent& reply, int32_t open) {
  if (HaveCommon(log.words.data() + question.first_word, question.word_count, reply.words)) {
    return TakenUp::kSharedWord;
  }
  if (question.asks_yes_no && reply.says_yes_no) return TakenUp::kYesNo;
  if (question.asks_figure && reply.has_figure) return TakenUp::kFigure;
  if (reply.statements > 0 && reply.statements >= open) return TakenUp::kStatements;
  return TakenUp::kOpen;
}

int32_t SharedWords(const QuestionLog& log, const ReplyContent& reply) {
  return static_cast<int32_t>(
      std::count_if(reply.words.begin(), reply.words.end(), [&](uint64_t word) {
        return std::binary_search(log.since_reply.begin(), log.since_reply.end(), word);
      }));
}

QuestionChange NoteQuestions(const ruleset::Tables& tables, const text::TokenizedText& text,
                             const std::vector<phrase::Hit>& marks, int32_t turn,
                             QuestionLog* log) {
  QuestionChange change;
  const text::Tokens& tokens = text.tokens();
  const size_t first_question = log->questions.size();
  log->turn_words.clear();
  MarkSentences(tables, text, marks, &log->sentence_marks);
  const ContentWords content(tables.service.text);
  ForEachSentence(text, [&](const Sentence& s) {
    const uint8_t found = log->sentence_marks[tokens[s.first].sentence];
    const size_t first_word = log->words.size();
    for (size_t i = s.first; i < s.end; ++i) {
      uint64_t hash;
      if (!content.Has(tokens[i], &hash)) continue;
      log->words.push_back(hash);
      log->turn_words.push_back(hash);
    }
    const bool asks = (s.has_mark && s.words >= kWordsOfQuestion) ||
                      (found & Bit(TextPhrase::kQuestionStarts)) != 0;
    if (!asks || s.is_quoted || (found & Bit(TextPhrase::kNoQuestions)) != 0) {
      log->words.resize(first_word);
      return;
    }
    SortOnce(&log->words, first_word);
    QuestionRecord question;
    question.turn = turn;
    question.begin = tokens[s.first].begin;
    question.end = tokens[s.end - 1].end;
    question.first_word = static_cast<uint32_t>(first_word);
    question.word_count = static_cast<uint32_t>(log->words.size() - first_word);
    question.asks_yes_no = (found & Bit(TextPhrase::kYesNoStarts)) != 0;
    question.asks_figure = (found & Bit(TextPhrase::kFigureQuestions)) != 0;
    log->questions.push_back(question);
    ++change.asked;
  });
  SortOnce(&log->turn_words);
  // What has no words of its own is about its turn: all such share the turn's words.
  const auto turn_first = static_cast<uint32_t>(log->words.size());
  for (size_t q = first_question; q < log->questions.size(); ++q) {
    QuestionRecord& question = log->questions[q];
    if (question.word_count > 0) continue;
    if (log->words.size() == turn_first) {
      log->words.insert(log->words.end(), log->turn_words.begin(), log->turn_words.end());
    }
    question.first_word = turn_first;
    question.word_count = static_cast<uint32_t>(log->turn_words.size());
  }
  if (log->since_reply.empty()) {
    log->since_reply = log->turn_words;
  } else {
    log->since_reply.insert(log->since_reply.end(), log->turn_words.begin(), log->turn_words.end());
    SortOnce(&log->since_reply);
  }
  if (log->since_reply.size() > kContentWordsKept) log->since_reply.resize(kContentWordsKept);
  for (; log->questions.size() - log->first_followed > kQuestionsFollowed; ++log->first_followed) {
    QuestionRecord& question = log->questions[log->first_followed];
    if (question.how != TakenUp::kOpen) continue;
    question.how = TakenUp::kForgotten;
    ++change.settled;
  }
  log->open += change.asked - change.settled;
  return change;
}

QuestionChange NoteReply(const ReplyContent& reply, int32_t turn, QuestionLog* log) {
  QuestionChange change;
  for (size_t q = log->first_followed; q < log->questions.size() && log->open > 0; ++q) {
    QuestionRecord& question = log->questions[q];
    if (question.how != TakenUp::kOpen) continue;
    question.how = HowTakenUp(*log, question, reply, log->open);
    if (question.how == TakenUp::kOpen) continue;
    question.taken_up_by = turn;
    ++change.settled;
  }
  log->open -= change.settled;
  log->since_reply.clear();
  return change;
}

}  // namespace rapport::engine
