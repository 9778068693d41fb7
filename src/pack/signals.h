#ifndef RAPPORT_PACK_SIGNALS_H_
#define RAPPORT_PACK_SIGNALS_H_

// The signals that conditions may use: values that Rapport derives from turns and time. The
// catalogue stands here because packs are checked against it; engine/signals.cc computes the
// values.

#include <array>
#include <cstdint>
#include <string_view>

#include "pack/model.h"

namespace rapport::pack {

enum class SignalId : uint8_t {
  kWait,
  kFirstResponse,
  kOpenFor,
  kSinceAgent,
  kCustomerTurns,
  kAgentTurns,
  kBotTurns,
  kWords,
  kSentences,
  kQuestions,
  kExclamations,
  kNumbers,
  kEmoji,
  kCapsRatio,
  kTotalWords,
  kRepeats,
  kLanguageSupported,
  kTruncated,
  kOpenQuestions,
  kPromisesOpen,
  kPromisesOverdue,
  kOverdueFor,
  kCount
};
constexpr size_t kSignalCount = static_cast<size_t>(SignalId::kCount);

struct SignalInfo {
  SignalId id;
  std::string_view name;
  FactType type;
  std::string_view scope;    // "last customer turn" or "conversation"
  std::string_view unknown;  // when it is unknown; empty for never
  std::string_view help;
};

// In the order of SignalId.
const std::array<SignalInfo, kSignalCount>& Signals();

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_SIGNALS_H_
