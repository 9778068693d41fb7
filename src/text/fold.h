#ifndef RAPPORT_TEXT_FOLD_H_
#define RAPPORT_TEXT_FOLD_H_

#include <string>
#include <string_view>

namespace rapport::text {

// The folded form of a word as tokens carry it: case-folded, accents removed, full-width forms made
// plain, curly apostrophes straight, invisible and bidirectional characters dropped. Runs of
// letters are not shortened (tokens do that). The result is valid UTF-8, and folding it again
// changes nothing.
std::string Fold(std::string_view utf8);

// Runs of three or more of one letter shortened to `keep` (1 or 2). Returns false, with `out`
// untouched, when there is no such run.
bool ShortenRuns(std::string_view folded, int keep, std::string* out);

// The key that a written word gets in a text: folded, stops dropped ("e.g." is "eg"), runs of stars
// made one ("f***" is "f*"), runs of letters shortened to two.
std::string WordKey(std::string_view word);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_FOLD_H_
