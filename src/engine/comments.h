#ifndef RAPPORT_ENGINE_COMMENTS_H_
#define RAPPORT_ENGINE_COMMENTS_H_

// What a comment on a rating says: which themes it is about, and whether it speaks well or badly of
// each. docs/customer-feedback.md explains it to people.
//
//     CommentReader reader(rules);
//     const CommentReading& said = reader.Read("Lovely staff, but the queue was endless.");

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/text_reading.h"
#include "ruleset/tables.h"

namespace rapport::engine {

enum class Sentiment : uint8_t { kNegative = 0, kNeutral = 1, kPositive = 2, kMixed = 3 };
constexpr size_t kSentiments = 4;

// A theme that a comment is about, once for each, by index.
struct ThemeMention {
  ruleset::Index theme = 0;
  Sentiment sentiment = Sentiment::kNeutral;  // of its clauses; kMixed when they speak both ways
  uint32_t begin = 0, end = 0;                // bytes of the comment: the first words that show it
};

struct CommentReading {
  std::vector<ThemeMention> themes;
  Sentiment sentiment = Sentiment::kNeutral;  // of all of it, themes or not
};

// Longer comments are cut.
constexpr size_t kCommentBytes = 16 * 1024;

// Memory that is reused; one thread at a time. Linear in the length of the comment and the number
// of matches.
class CommentReader {
 public:
  explicit CommentReader(const ruleset::Tables& tables) : tables_(tables) {}

  // Plain text, UTF-8, malformed or not. What is returned lasts until the next call.
  const CommentReading& Read(std::string_view comment);

  // Of the last comment.
  const text::TokenizedText& tokens() const { return reading_.tokens; }
  // By token of it: some phrase of a theme, or of praise or complaint, has matched there.
  const std::vector<bool>& covered() const { return covered_; }

 private:
  struct Said {  // a hit, in order of theme and place
    uint32_t theme, first_token, end_token;
    ruleset::Tone tone;
  };

  void FindSaid();
  void FindTones();
  void AddTheme(const Said* begin, const Said* end);
  Sentiment SentimentOf(const Said& said, uint8_t own) const;

  const ruleset::Tables& tables_;
  TextReading reading_;
  std::vector<Said> said_;
  std::vector<uint8_t> tones_;      // by clause: bits of what no theme's phrases say
  std::vector<uint8_t> own_tones_;  // the same of one theme's, while it is looked at
  uint8_t all_ = 0;                 // the same of the whole comment
  std::vector<bool> covered_;
  CommentReading result_;
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_COMMENTS_H_
