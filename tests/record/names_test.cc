#include "record/names.h"

#include <gtest/gtest.h>

namespace rapport::record {
namespace {

TEST(Names, EverySpeakerRoundTrips) {
  for (Speaker by : {Speaker::kCustomer, Speaker::kAgent, Speaker::kBot, Speaker::kSystem,
                     Speaker::kThirdParty}) {
    EXPECT_EQ(ParseSpeaker(SpeakerName(by)), by);
  }
  EXPECT_EQ(ParseSpeaker("Customer"), std::nullopt);
  EXPECT_EQ(SpeakerNames(), "customer, agent, bot, system or third_party");
  EXPECT_EQ(ParseVisibility("internal"), Visibility::kInternal);
  EXPECT_EQ(ParseTextFormat("transcript"), TextFormat::kTranscript);
}

TEST(Names, ChannelsOfOtherSystems) {
  const std::string_view with_other[] = {"chat", "email", "phone", "web_form", "other"};
  const std::string_view without_other[] = {"chat", "phone"};
  const struct {
    bool other;
    const char* channel;
    const char* value;
  } kCases[] = {
      {true, "chat", "chat"},     {true, "Chat", "chat"},    {true, "call", "phone"},
      {true, "form", "web_form"}, {true, "fax", "other"},    {true, "sms", "other"},
      {false, "chat", "chat"},    {false, "voice", "phone"}, {false, "form", ""},
      {false, "fax", ""},         {false, "other", ""},
  };
  for (const auto& c : kCases) {
    FactInfo fact{};
    fact.id = "channel";
    fact.type = FactType::kEnum;
    fact.values = c.other ? ListView<std::string_view>(with_other, 5)
                          : ListView<std::string_view>(without_other, 2);
    EXPECT_EQ(ChannelValue(fact, c.channel), c.value) << c.channel;
  }
}

}  // namespace
}  // namespace rapport::record
