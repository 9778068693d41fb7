#ifndef RAPPORT_BENCHMARKS_CORPUS_H_
#define RAPPORT_BENCHMARKS_CORPUS_H_

#include <string>
#include <string_view>
#include <vector>

#include "rapport/conversation.h"

namespace rapport::benchmarks {

// One customer message of 148 bytes by an impatient customer.
std::string_view ShortMessage();

// Ten turns, customer and agent by turns, two minutes apart; borrowed from static storage.
std::vector<Turn> TenTurns();

// Whole sentences, repeated and cut at `bytes`.
std::string LongText(size_t bytes);

}  // namespace rapport::benchmarks

#endif  // RAPPORT_BENCHMARKS_CORPUS_H_
