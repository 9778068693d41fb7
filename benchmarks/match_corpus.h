#ifndef RAPPORT_BENCHMARKS_MATCH_CORPUS_H_
#define RAPPORT_BENCHMARKS_MATCH_CORPUS_H_

// Phrases and texts on which a matcher of words and a matcher of bytes have the same answers.
//
// A text is what people wrote, reduced to what all engines read alike: words of the letters a to z,
// lower case, one space between them, sentences ended by '.', '?' or '!'. A phrase is one to four
// of such words with one space between. A hit is a phrase whose bytes stand in the text with no
// letter before or after them; hits may overlap.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace rapport::benchmarks {

struct Found {
  uint32_t phrase = 0;  // its place in Phrases()
  uint32_t begin = 0;   // bytes of the text
  uint32_t end = 0;

  friend bool operator==(const Found& a, const Found& b) {
    return std::tie(a.phrase, a.begin, a.end) == std::tie(b.phrase, b.begin, b.end);
  }
  friend bool operator<(const Found& a, const Found& b) {
    return std::tie(a.phrase, a.begin, a.end) < std::tie(b.phrase, b.begin, b.end);
  }
};

// `count` phrases: as many of one, two, three and four words, by how often they occur. The most
// frequent single words and pairs ("the", "of the") are left out, for nobody looks for them. Made
// once; so many that `count` may be 10,000.
const std::vector<std::string>& Phrases(size_t count);

// Distinct texts of exactly `bytes` bytes, as many as there are. Made once.
const std::vector<std::string>& Texts(size_t bytes);

// Customers' messages of 140 to 156 bytes, 148 on average, as they were written.
const std::vector<std::string>& Messages();

// The definition, carried out: every run of one to four words is looked up in a table. Sorted.
std::vector<Found> ExpectedHits(const std::vector<std::string>& phrases, std::string_view text);

// Where the texts come from, for people.
std::string CorpusName();

}  // namespace rapport::benchmarks

#endif  // RAPPORT_BENCHMARKS_MATCH_CORPUS_H_
