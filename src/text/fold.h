#ifndef RAPPORT_TEXT_FOLD_H_
#define RAPPORT_TEXT_FOLD_H_

#include <string>
#include <string_view>

namespace rapport::text {

// The folded form of a word as tokens carry it: case-folded, accents removed, full-width forms made
// plain, curly apostrophes straight, invisible and bidirectional characters dropped. Runs of letters
// are not shortened (tokens do that).
std::string Fold(std::string_view utf8);

// Runs of three or more of one letter shortened to `keep` (1 or 2). Returns false, with `out`
// untouched, when there is no such run.
bool ShortenRuns(std::string_view folded, int keep, std::string* out);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_FOLD_H_
