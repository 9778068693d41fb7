#ifndef RAPPORT_RECORD_NAMES_H_
#define RAPPORT_RECORD_NAMES_H_

// The words that records use for the closed sets of a turn.

#include <optional>
#include <string>
#include <string_view>

#include "rapport/conversation.h"
#include "rapport/rule_set.h"

namespace rapport::record {

const char* SpeakerName(Speaker by);  // "customer", "third_party"; static storage
std::optional<Speaker> ParseSpeaker(std::string_view name);
std::optional<Visibility> ParseVisibility(std::string_view name);  // "public", "internal"
std::optional<TextFormat> ParseTextFormat(std::string_view name);  // "text", "html", ...

// "customer, agent, bot, system or third_party": for messages.
std::string SpeakerNames();
std::string VisibilityNames();
std::string TextFormatNames();

// The value of the fact `channel` that a record's `channel` stands for: itself when the rule set
// declares it; a usual other word for one that it declares ("call" for "phone"); else "other" when
// that is declared; else empty, and the record's channel is ignored. Case does not matter.
std::string ChannelValue(const FactInfo& fact, std::string_view channel);

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_NAMES_H_
