#ifndef RAPPORT_PACK_REPLY_SIGNALS_H_
#define RAPPORT_PACK_REPLY_SIGNALS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rapport/types.h"

namespace rapport::pack {

// What checks read of an agent's reply. The order is that of their slots.
enum class ReplySignalId : uint8_t {
  kWords,
  kSentences,
  kQuestions,
  kExclamations,
  kNumbers,
  kEmoji,
  kLinks,
  kCapsRatio,
  kIsFirst,
  kWait,
  kUsesName,
  kNameKnown,
  kAsked,
  kUnanswered,
  kSharedWords,
};
inline constexpr size_t kReplySignalCount = 15;

struct ReplySignalInfo {
  ReplySignalId id;
  std::string_view name;
  FactType type;
  std::string_view unknown_when;  // empty: never
  std::string_view help;
};

const std::array<ReplySignalInfo, kReplySignalCount>& ReplySignals();

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_REPLY_SIGNALS_H_
