#include "record/names.h"

#include <array>

#include "base/strings.h"

namespace rapport::record {
namespace {

template <typename Enum>
struct Named {
  Enum value;
  std::string_view name;
};

constexpr std::array<Named<Speaker>, 5> kSpeakers = {{
    {Speaker::kCustomer, "customer"},
    {Speaker::kAgent, "agent"},
    {Speaker::kBot, "bot"},
    {Speaker::kSystem, "system"},
    {Speaker::kThirdParty, "third_party"},
}};
constexpr std::array<Named<Visibility>, 2> kVisibilities = {{
    {Visibility::kPublic, "public"},
    {Visibility::kInternal, "internal"},
}};
constexpr std::array<Named<TextFormat>, 4> kFormats = {{
    {TextFormat::kText, "text"},
    {TextFormat::kHtml, "html"},
    {TextFormat::kEmail, "email"},
    {TextFormat::kTranscript, "transcript"},
}};

// What exports of other systems call the usual channels.
struct Alias {
  std::string_view from;
  std::string_view to;
};
constexpr Alias kChannelAliases[] = {
    {"call", "phone"},
    {"voice", "phone"},
    {"telephone", "phone"},
    {"livechat", "chat"},
    {"live_chat", "chat"},
    {"webchat", "chat"},
    {"messaging", "chat"},
    {"e-mail", "email"},
    {"mail", "email"},
    {"form", "web_form"},
    {"web", "web_form"},
    {"webform", "web_form"},
    {"text", "sms"},
    {"text_message", "sms"},
    {"post", "social"},
    {"review", "social"},
    {"social_media", "social"},
    {"store", "in_person"},
    {"face_to_face", "in_person"},
};

template <typename Enum, size_t N>
std::optional<Enum> Find(const std::array<Named<Enum>, N>& table, std::string_view name) {
  for (const auto& entry : table) {
    if (entry.name == name) return entry.value;
  }
  return std::nullopt;
}

template <typename Enum, size_t N>
std::string List(const std::array<Named<Enum>, N>& table) {
  std::string out;
  for (size_t i = 0; i < N; ++i) {
    StrAppend(&out, i == 0 ? "" : i + 1 < N ? ", " : " or ", table[i].name);
  }
  return out;
}

bool Declares(const FactInfo& fact, std::string_view value) {
  for (std::string_view v : fact.values) {
    if (v == value) return true;
  }
  return false;
}

}  // namespace

const char* SpeakerName(Speaker by) {
  for (const auto& entry : kSpeakers) {
    if (entry.value == by) return entry.name.data();
  }
  return "unknown";
}

std::optional<Speaker> ParseSpeaker(std::string_view name) { return Find(kSpeakers, name); }
std::optional<Visibility> ParseVisibility(std::string_view name) {
  return Find(kVisibilities, name);
}
std::optional<TextFormat> ParseTextFormat(std::string_view name) { return Find(kFormats, name); }
std::string SpeakerNames() { return List(kSpeakers); }
std::string VisibilityNames() { return List(kVisibilities); }
std::string TextFormatNames() { return List(kFormats); }

std::string ChannelValue(const FactInfo& fact, std::string_view channel) {
  std::string lower(channel);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (Declares(fact, lower)) return lower;
  for (const Alias& alias : kChannelAliases) {
    if (alias.from == lower && Declares(fact, alias.to)) return std::string(alias.to);
  }
  return Declares(fact, "other") ? "other" : "";
}

}  // namespace rapport::record
