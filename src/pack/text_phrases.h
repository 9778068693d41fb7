#ifndef RAPPORT_PACK_TEXT_PHRASES_H_
#define RAPPORT_PACK_TEXT_PHRASES_H_

// The lists of phrases of `text:` by which questions and what answers them are told, in one table:
// the reader, the schema, the validation, the canonical form and the compiler all go by it.
// docs/pack-reference.md shows them at work.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rapport::pack {

enum class TextPhrase : uint32_t {
  kQuestionStarts = 0,
  kNoQuestions = 1,
  kYesNoStarts = 2,
  kFigureQuestions = 3,
  kYesNoAnswers = 4,
  kNoAnswers = 5,
};

struct TextPhraseInfo {
  std::string_view key;
  bool of_agents;  // looked for in agents' turns, else in the customer's
  std::string_view help;
};

inline constexpr size_t kTextPhraseCount = 6;

inline constexpr std::array<TextPhraseInfo, kTextPhraseCount> kTextPhrases = {{
    {"question_starts", false, "Phrases that make a sentence a question without its mark."},
    {"no_questions", false, "Phrases whose sentence is none, whatever its mark: are you kidding."},
    {"yes_no_starts", false, "Phrases of questions that yes or no answers: ^ do you."},
    {"figure_questions", false, "Phrases of questions that a number or time answers: how many."},
    {"yes_no_answers", true, "Phrases with which an agent's sentence says yes or no: ^ yes."},
    {"no_answers", true, "Phrases whose sentence answers no question: we are looking into."},
}};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_TEXT_PHRASES_H_
