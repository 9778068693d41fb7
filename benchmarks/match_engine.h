#ifndef RAPPORT_BENCHMARKS_MATCH_ENGINE_H_
#define RAPPORT_BENCHMARKS_MATCH_ENGINE_H_

// Ways to find phrases in a text, behind one face. All ignore case, as Rapport does. An engine is
// compiled once for a list of phrases and shared by threads; each thread has a session.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "match_corpus.h"

namespace rapport::benchmarks {

class Session {
 public:
  virtual ~Session() = default;
  // Replaces `found` by the hits in `text`, in any order.
  virtual void Match(std::string_view text, std::vector<Found>* found) = 0;
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual std::unique_ptr<Session> NewSession() const = 0;
  // False: only which phrases occur is found; their places are 0.
  virtual bool tells_places() const { return true; }
};

using Phrasing = std::vector<std::string>;

// Rapport: bytes to tokens, then matched.
std::unique_ptr<Engine> NewRapport(const Phrasing& phrases);

// The hits in texts that are tokens already: the session tokenises each text at its first sight.
std::unique_ptr<Engine> NewRapportOnTokens(const Phrasing& phrases);

// Vectorscan: literals, with the letters around them looked at for each; and \bphrase\b.
std::unique_ptr<Engine> NewVectorscanLiterals(const Phrasing& phrases);
std::unique_ptr<Engine> NewVectorscanPatterns(const Phrasing& phrases);

// RE2::Set of \bphrase\b. Its automaton grows with the texts that it has seen.
std::unique_ptr<Engine> NewRe2Set(const Phrasing& phrases);

// A loop over phrases: std::regex, and strcasestr with the letters around looked at.
std::unique_ptr<Engine> NewRegexLoop(const Phrasing& phrases);
std::unique_ptr<Engine> NewStrcasestrLoop(const Phrasing& phrases);

inline bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}
// Whether no word goes on at either end of [begin, end).
inline bool StandsAlone(std::string_view text, size_t begin, size_t end) {
  return (begin == 0 || !IsWordByte(text[begin - 1])) &&
         (end == text.size() || !IsWordByte(text[end]));
}

}  // namespace rapport::benchmarks

#endif  // RAPPORT_BENCHMARKS_MATCH_ENGINE_H_
