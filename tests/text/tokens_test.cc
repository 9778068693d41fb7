// Words, numbers, emoji and the rest: what is a token, its key, its flags and its bytes.

#include "gtest/gtest.h"
#include "text_testing.h"

namespace rapport::text {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

TEST(Tokens, Keys) {
  const Case kCases[] = {
      // Words.
      {"", ""},
      {"   \n\t ", ""},
      {"Refund me", "refund me"},
      {"an mp3 player", "an mp3 player"},
      {"don't o'clock rock'n'roll", "don't o'clock rock'n'roll"},
      {"the customers' rights", "the customers rights"},
      {"my user_id is a__b_", "my user_id is a__b"},
      {"t&c at&t b&b food&drink", "t&c at&t b&b food & drink"},
      {"you & me", "you & me"},
      {"co-worker and/or re‑send", "co worker and or re send"},
      {"f**k f*** sh*t **bold** *a* 5* b*", "f*k f* sh*t bold a n:5 b"},
      {"naïve CAFÉ ﬁne", "naive cafe fine"},
      {"日本語 текст", "日本語 текст"},
      {"ｆｕｌｌ ｗｉｄｔｈ！", "full width !"},
      {"caf\xE9 x", "caf x"},
      {"®™© a→b", "a b"},
      // Runs.
      {"sooo goood yessss", "soo~so good~god yess~yes"},
      {"SoOoOo", "soo~so"},
      {"soo good", "soo good"},
      {"ооооо", "оо~о"},
      {"1000 aaa1000", "n:1000 aa1000~a1000"},
      // Spellings: by key, then by the short key.
      {"u CAN'T can’t", "you can not can not"},
      {"plz plzzz pllllz", "please please~please please~please"},
      {"noooo nooo no", "no~no no~no no"},
      {"f***ing great", "damn great"},
      {"#u", "#you"},
      // Stops in words.
      {"the U.S. and U.S.A. vs e.g. this", "the us and usa vs eg this"},
      {"node.js", "node | js"},
      // Numbers.
      {"20 007 ٣٤", "n:20 n:007 n:34"},
      {"1,299.50 1.299,50 1,299 1.5 0,5", "n:1299.50 n:1299.50 n:1299 n:1.5 n:0.5"},
      {"1,299,000 1.299.000 1,00,000", "n:1299000 n:1299000 n:100000"},
      {".50 $.99 v.2", "n:0.50 $:$ n:0.99 v | n:2"},
      {"12.04.2026 1.2.3 1,2,3", "n:12 n:04 n:2026 n:1 n:2 n:3 n:1 n:2 n:3"},
      {"24/7 0800-123-456 5-10 5–10", "n:24 n:7 n:0800 n:123 n:456 n:5 n:10 n:5 n:10"},
      {"10:30 1:05:09 10:3 10:305", "n:10:30 n:1:05:09 n:10 | n:3 n:10 | n:305"},
      {"3rd 1ST 10k 2.5k", "n:3rd n:1st n:10k n:2.5k"},
      {"45mins 5pm 20quid 2h30m 1h30", "n:45 mins n:5 pm n:20 quid n:2 h n:30 m n:1 h n:30"},
      {"2FBBAH 2nite 4g 1990's", "2fbbah 2nite 4g 1990's"},
      {"USD20 covid19 rs500", "usd n:20 covid19 rs n:500"},
      {"½ 2½ ①", "n:1/2 n:2 n:1/2 n:1"},
      {"#1 in #2fast", "n:1 in #2 #fast"},
      // Currency and percent.
      {"$20 20€ £5 ￡5 20%", "$:$ n:20 n:20 $:€ $:£ n:5 $:£ n:5 n:20 %"},
      {"$$$", "$:$"},
      // Hashtags.
      {"#WorstService #fail #BAFail #worst_service",
       "#worst #service #fail #ba #fail #worst #service"},
      {"#eBay #iPhone #myPhone", "#ebay #iphone #my #phone"},
      {"#TVs #IAmSad #Fail2019 # #_ c#", "#tvs #i #am #sad #fail #2019 c"},
      // Handles.
      {"@company @Some_One1! @company's @", "@ @ ! || @"},
      {"meet@5", "meet n:5"},
      // Links.
      {"https://t.co/aBc?x=1, HTTP://X.Y", "<link> | <link>"},
      {"(see http://a.b/c). www.shop.example/x(1)!", "see <link> || <link> !"},
      {"company.com Company.co.uk/help. node.js http:// www.",
       "<link> <link> || node | js http | ww~w"},
      {"done.Co done.co", "done || co <link>"},
      {"<link> <LINK> <email> <linked>", "<link> <link> <email> linked"},
      // Addresses.
      {"a@b.example first.last+tag@mail.co.uk.", "<email> <email>"},
      {"mailto:x@y.com a@b 1@2.com", "mailto | <email> a b <email>"},
      // Marks.
      {"what? no!! why?!? so... hm…", "what ? || no ! || why ?! || so ... | hm ..."},
      {"?! !? ... .. ?...", "?! ?! ... ... ?"},
      {"really⁉ no‼ eh‽ ok❗❗", "really ?! || no ! || eh ?! || ok !"},
      {"¿Qué tal? ¡Bien! que¿", "que tal ? || bien ! || que ?"},
      {"؟ ？！", "? ?!"},
      // Emoji: sequences, modifiers, runs.
      {"😡 👍🏽 🤦🏽‍♀️ ❤️", "e:😡 e:👍 e:🤦 e:❤"},
      {"👨‍👩‍👧 🏳️‍🌈 ❤️‍🔥",
       "e:👨‍👩‍👧 e:🏳‍🌈 e:❤‍🔥"},
      {"🇬🇧🇫🇷 🇬", "e:🇬🇧 e:🇫🇷"},
      {"1️⃣ 2⃣ #️⃣", "e:1⃣ e:2⃣ e:#⃣"},
      {"😂😂😂 😂 😡😂", "e:😂 e:😡 e:😂"},
      {"👍🏽👍🏿", "e:👍"},
      {"★★★☆☆", "e:★ e:☆"},
      {"gr8😀thx", "gr8 e:😀 thx"},
      {"😀\u200D \u200D😀", "e:😀"},
      // Emoticons.
      {":) :-) :( :'( ;) :D <3 </3 XD xDDD",
       "e:🙂 e:🙁 e:😢 e:😉 e:😃 e:❤ e:💔 e:😆"},
      {"thanks:) bad:( >:( -_- ^_^ =) :/",
       "thanks e:🙂 bad e:🙁 e:😠 e:😑 e:😊 e:🙂 e:😕"},
      {":))) :(", "e:🙂 e:🙁"},
      {"note:(see) a:b 10:) size:D <30 :Delivery x:y",
       "note | see | a | b n:10 | size | d n:30 | delivery x | y"},
      {"http://x.y:/ ://", "<link>"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text), c.expected) << c.text;
}

TEST(Tokens, Flags) {
  const Case kCases[] = {
      {"", ""},
      {"I AM Very ANGRY", "^i/C am/AC very/C angry/AC$"},
      {"I'M A B2B OK", "^i'm/AC a/C b2b/AC ok/AC$"},
      {"ÉTÉ Été ΟΧΙ 日本", "^ete/AC ete/C οχι/AC 日本$"},
      {"SOOOO", "^soo~so/ACE$"},
      {"CAN'T", "^can/AC not/AC$"},
      {"#FAIL #Fail", "^#fail/AC #fail/C$"},
      {"ok!! ok! ok?! ok...", "^ok$ !/R ^ok$ ! ^ok$ ?!/R ^ok$ ..."},
      {"😡😡 😡 :)))", "^e:😡/R e:🙂/R$"},
      {"‼ ❗", "^!/R !$"},
      // Sentence ends: marks, emoji and links after, handles, emoji and marks before do not count.
      {"@company 😡 fix it <link> 😡!!", "@ e:😡 ^fix it$ <link> e:😡 !/R"},
      {"... and now?", "... ^and now$ ?"},
      {"@company 😡", "^@$ e:😡"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Flags(c.text), c.expected) << c.text;
}

TEST(Tokens, Spans) {
  const Case kCases[] = {
      {"Great, thanks!!", "[Great] [thanks] [!!]"},
      {"can't", "[can't] [can't]"},
      {"don’t Café Cafe\u0301 x", "[don’t] [Café] [Cafe\u0301] [x]"},
      {"re\u00ADfund\u00AD now", "[re\u00ADfund] [now]"},
      {"\u202Eabc\u202C", "[abc]"},
      {"#WorstService", "[#Worst] [Service]"},
      {"😡😡 😡 ❤️ 👍🏽", "[😡😡 😡] [❤️] [👍🏽]"},
      {"Tom &amp; J&#39;s &lt;3 a&amp;b", "[Tom] [&amp;] [J&#39;s] [&lt;3] [a&amp;b]"},
      {"&lt;link&gt;", "[&lt;link&gt;]"},
      {"$1,299.50!", "[$] [1,299.50] [!]"},
      {"U.S. a", "[U.S] [a]"},
      {"ｏｋ", "[ｏｋ]"},
      {"a\xFF\xFEz", "[a] [z]"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Spans(c.text), c.expected) << c.text;
}

TEST(Tokens, PlainTextReferences) {
  const Case kCases[] = {
      {"q&amp;a", "q&a"},
      {"&quot;ok&quot; &nbsp;x", "ok x"},
      {"I&apos;m I&#39;m I&#x27;m I&#8217;m I&#146;m", "i'm i'm i'm i'm i'm"},
      {"&lt;email&gt;", "<email>"},
      // Not references, or not in plain text.
      {"caf&eacute;", "caf & eacute"},
      {"a &amp b", "a & amp b"},
      {"&#; &#x; &#xZ; &#99999999999;", "& | & #x | & #xz | & n:99999999999"},
      // No scalar value: U+FFFD, which is a symbol.
      {"a&#0;b&#xD800;c&#1114112;d", "a b c d"},
  };
  for (const Case& c : kCases) EXPECT_EQ(Keys(c.text), c.expected) << c.text;
}

TEST(Tokens, LetterCounts) {
  const struct {
    std::string_view text;
    uint32_t letters, upper, non_latin;
  } kCases[] = {
      {"", 0, 0, 0},
      {"Hello WORLD 123!", 10, 6, 0},
      {"Été Straße", 9, 2, 0},
      {"текст Да", 7, 1, 7},
      {"日本", 2, 0, 2},
      {"Οκ ok", 4, 1, 2},
      // Not in links, addresses and handles.
      {"see http://ABC.de a@b.com @Company <link> #Fail", 7, 1, 0},
      {"5pm", 2, 0, 0},
  };
  for (const auto& c : kCases) {
    TokenizedText text;
    TestTokenizer().Tokenize(c.text, Format::kText, &text);
    EXPECT_EQ(text.letters(), c.letters) << c.text;
    EXPECT_EQ(text.upper_letters(), c.upper) << c.text;
    EXPECT_EQ(text.non_latin_letters(), c.non_latin) << c.text;
  }
}

}  // namespace
}  // namespace rapport::text
