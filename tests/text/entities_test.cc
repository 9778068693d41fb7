#include "gtest/gtest.h"
#include "text_testing.h"

namespace rapport::text {
namespace {

TEST(Entities, Found) {
  const struct {
    std::string_view text;
    std::string_view expected;
  } kCases[] = {
      {"no numbers here", ""},
      // Numbers.
      {"20 and two", "number=20; number=two"},
      {"twenty five, twenty-five", "number=twenty five; number=twenty-five"},
      {"5-10 people", "number=5-10"},
      {"a couple of people", "number=a couple"},
      {"a hundred of them", "number=a hundred"},
      {"two hundred 3 million", "number=two hundred; number=3 million"},
      {"half a dozen", "number=half a dozen"},
      {"1/2 of it, 2½", "number=1/2; number=2½"},
      {"one, two", "number=one; number=two"},
      {"2FBBAH mp3 user_3817 #5things @5", ""},
      // Money.
      {"$20 $ 20 20$ €1,299.50",
       "money=$20; number=20; money=$ 20; number=20; number=20; money=20$; "
       "money=€1,299.50; number=1,299.50"},
      {"20 quid", "number=20; money=20 quid"},
      {"1,299.50 EUR", "number=1,299.50; money=1,299.50 EUR"},
      {"a couple of quid", "number=a couple; money=a couple of quid"},
      {"a dollar", "money=a dollar"},
      {"USD 20 USD20", "money=USD 20; number=20; money=USD20; number=20"},
      {"$5 million", "money=$5 million; number=5 million"},
      {"$20 a month", "money=$20; number=20"},
      {"$, 20 and 20, $", "number=20; number=20"},
      // Percent.
      {"20% 20 % 20 percent, two percent",
       "number=20; percent=20%; number=20; percent=20 %; number=20; percent=20 percent; "
       "number=two; percent=two percent"},
      // Durations.
      {"2 hours", "number=2; duration=2 hours"},
      {"45mins", "number=45; duration=45mins"},
      {"half an hour", "number=half; duration=half an hour"},
      {"two and a half weeks", "number=two and a half; duration=two and a half weeks"},
      {"an hour", "duration=an hour"},
      {"a full day", "duration=a full day"},
      {"an hour and a half", "duration=an hour and a half; number=a half"},
      {"2 more full days", "number=2; duration=2 more full days"},
      {"2 hours 30 minutes", "number=2; duration=2 hours 30 minutes; number=30"},
      {"2 hours and 30 minutes", "number=2; duration=2 hours and 30 minutes; number=30"},
      {"2h30m", "number=2; duration=2h30m; number=30"},
      {"1h30", "number=1; duration=1h30; number=30"},
      {"a 2-hour wait", "number=2; duration=2-hour"},
      {"5-10 minutes", "number=5-10; duration=5-10 minutes"},
      {"6+ hours", "number=6; duration=6+ hours"},
      {"a couple of hours", "number=a couple; duration=a couple of hours"},
      {"twenty minutes", "number=twenty; duration=twenty minutes"},
      {"2 hours and two people", "number=2; duration=2 hours; number=two"},
      // Not durations: a rate, another clause, another sentence, no number.
      {"20 an hour", "number=20"},
      {"20, minutes", "number=20"},
      {"room 20. Minutes later", "number=20"},
      {"hours and hours", ""},
      // Dates.
      {"3rd of March", "number=3rd; date=3rd of March"},
      {"3 March 2026", "number=3; date=3 March 2026; number=2026; year=2026"},
      {"March 3", "date=March 3; number=3"},
      {"March the 3rd, 2026", "date=March the 3rd, 2026; number=3rd; number=2026; year=2026"},
      {"March 2026", "date=March 2026; number=2026; year=2026"},
      {"12/04/2026 2026-03-01 12.04.26",
       "date=12/04/2026; year=2026; year=2026; date=2026-03-01; date=12.04.26"},
      {"12/04 05/12", "date=12/04; date=05/12"},
      {"monday, tomorrow", "date=monday; date=tomorrow"},
      {"Monday, March 3", "date=Monday, March 3; number=3"},
      {"monday the 3rd of march", "date=monday the 3rd of march; number=3rd"},
      // Not dates: fractions, ratings, phone numbers, impossible days, a verb.
      {"24/7 10/10", "number=24/7; number=10/10"},
      {"13/13/2026 555-12-3456 1-2-3-4",
       "number=13/13; number=2026; year=2026; number=555-12; number=3456; number=1-2; number=3-4"},
      {"may 32 may", "number=32"},
      {"we may 20 minutes", "number=20; duration=20 minutes"},
      // Times.
      {"10:30 10:30 pm 10:30pm 7:05:09", "time=10:30; time=10:30 pm; time=10:30pm; time=7:05:09"},
      {"5pm 5 p.m. 3 o'clock",
       "number=5; time=5pm; number=5; time=5 p.m; number=3; time=3 o'clock"},
      {"two o'clock", "number=two; time=two o'clock"},
      {"45 am 3rd am", "number=45; number=3rd"},
      {"99:99", ""},
      // Years.
      {"in 2019", "number=2019; year=2019"},
      {"1899 2100 1,999 2019.5 $2019 2019 days",
       "number=1899; number=2100; number=1,999; number=2019.5; money=$2019; number=2019; "
       "number=2019; duration=2019 days"},
      // Hashtags are words about something, not quantities.
      {"#TwoHours #Fail2019", ""},
  };
  for (const auto& c : kCases) EXPECT_EQ(Entities(c.text), c.expected) << c.text;
}

}  // namespace
}  // namespace rapport::text
