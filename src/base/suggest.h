#ifndef RAPPORT_BASE_SUGGEST_H_
#define RAPPORT_BASE_SUGGEST_H_

#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// The candidate nearest to `word` by edits (transpositions count one), or empty when none is near
// enough to be what the author meant. Ties go to the first candidate.
std::string_view Nearest(std::string_view word, const std::vector<std::string_view>& candidates);

// "did you mean 'x'?", or empty.
std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace rapport

#endif  // RAPPORT_BASE_SUGGEST_H_
