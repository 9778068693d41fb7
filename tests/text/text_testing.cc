#include "text_testing.h"

#include "base/strings.h"
#include "text/breaks.h"
#include "text/workspace.h"

namespace rapport::text {
namespace {

void AddWords(absl::flat_hash_set<std::string>* set,
              std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) Lexicon::AddWord(set, word);
}

Lexicon MakeLexicon() {
  Lexicon lexicon;
  AddWords(&lexicon.number_words, {"one", "two", "three", "five", "twenty", "hundred", "dozen",
                                   "half", "couple", "few", "million"});
  AddWords(&lexicon.duration_units,
           {"second", "seconds", "minute", "minutes", "min",  "mins", "m",
            "hour",   "hours",   "hr",     "hrs",     "h",    "day",  "days",
            "week",   "weeks",   "month",  "months",  "year", "years"});
  AddWords(&lexicon.money_units, {"dollar", "dollars", "quid", "pounds", "usd", "eur", "rs"});
  AddWords(&lexicon.percent_words, {"percent", "pct"});
  AddWords(&lexicon.month_names, {"march", "mar", "may", "june"});
  AddWords(&lexicon.day_names, {"monday", "tuesday", "tomorrow"});
  AddWords(&lexicon.clause_words, {"but", "because"});
  AddWords(&lexicon.abbreviations, {"mr.", "e.g.", "approx", "no"});
  AddWords(&lexicon.number_articles, {"a", "an"});
  AddWords(&lexicon.number_joins, {"a", "an", "and", "of"});
  AddWords(&lexicon.unit_modifiers, {"more", "full", "working"});
  AddWords(&lexicon.date_joins, {"of", "the"});
  AddWords(&lexicon.time_words, {"am", "pm", "o'clock"});
  AddWords(&lexicon.ordinal_suffixes, {"st", "nd", "rd", "th"});
  AddWords(&lexicon.number_suffixes, {"k"});
  AddWords(&lexicon.reply_starts, {"On"});
  AddWords(&lexicon.reply_ends, {"wrote"});
  lexicon.AddSpelling("u", {"you"});
  lexicon.AddSpelling("Can’t", {"can", "not"});
  lexicon.AddSpelling("plz", {"please"});
  lexicon.AddSpelling("noooo", {"no"});
  lexicon.AddSpelling("f***ing", {"damn"});
  lexicon.AddSpelling("cuz", {"because"});
  return lexicon;
}

std::string KeyOf(const Token& token) {
  std::string out;
  switch (token.kind) {
    case TokenKind::kNumber:
      out = "n:";
      break;
    case TokenKind::kEmoji:
      out = "e:";
      break;
    case TokenKind::kHashtag:
      out = "#";
      break;
    case TokenKind::kCurrency:
      out = "$:";
      break;
    default:
      break;
  }
  StrAppend(&out, token.key);
  if (!token.short_key().empty()) StrAppend(&out, "~", token.short_key());
  return out;
}

std::string FlagsOf(const Token& token) {
  std::string out;
  if ((token.flags & kAllCaps) != 0) out += 'A';
  if ((token.flags & kCapitalised) != 0) out += 'C';
  if ((token.flags & kElongated) != 0) out += 'E';
  if ((token.flags & kQuoted) != 0) out += 'Q';
  if ((token.flags & kRepeated) != 0) out += 'R';
  return out;
}

constexpr std::string_view kEntityNames[] = {"number", "money", "percent", "duration",
                                             "date",   "time",  "year"};

TokenizedText Tokenize(std::string_view text, Format format) {
  TokenizedText result;
  TestTokenizer().Tokenize(text, format, &result);
  return result;
}

}  // namespace

void TokenizerPeer::RunGeneral(const Tokenizer& tokenizer, std::string_view text, Format format,
                               TokenizedText* out) {
  tokenizer.Run(text, format, nullptr, out);
}

void TokenizerPeer::RunWith(const Kernel& kernel, const Tokenizer& tokenizer, std::string_view text,
                            Format format, TokenizedText* out) {
  tokenizer.Run(text, format, &kernel, out);
}

uint64_t TokenizerPeer::Steps(const TokenizedText& text) { return text.workspace_->steps; }

const Lexicon& TestLexicon() {
  static const Lexicon* const lexicon = new Lexicon(MakeLexicon());
  return *lexicon;
}

const Tokenizer& TestTokenizer() {
  static const Tokenizer* const tokenizer = new Tokenizer(&TestLexicon());
  return *tokenizer;
}

std::string Keys(const TokenizedText& text) {
  std::string out;
  const Token* last = nullptr;
  for (const Token& token : text.tokens()) {
    if (last != nullptr) {
      out += token.sentence != last->sentence ? " || " : token.clause != last->clause ? " | " : " ";
    }
    out += KeyOf(token);
    last = &token;
  }
  return out;
}

std::string Keys(std::string_view text, Format format) { return Keys(Tokenize(text, format)); }

std::string Flags(std::string_view text, Format format) {
  std::string out;
  const TokenizedText result = Tokenize(text, format);
  for (uint32_t i = 0; i < result.tokens().size(); ++i) {
    const Token& token = result.tokens()[i];
    if (!out.empty()) out += ' ';
    if (StartsSentence(result.tokens(), i)) out += '^';
    out += KeyOf(token);
    const std::string flags = FlagsOf(token);
    if (!flags.empty()) StrAppend(&out, "/", flags);
    if (EndsSentence(result.tokens(), i)) out += '$';
  }
  return out;
}

std::string Spans(std::string_view text, Format format) {
  std::string out;
  const TokenizedText result = Tokenize(text, format);
  for (const Token& token : result.tokens()) {
    StrAppend(&out, out.empty() ? "[" : " [", text.substr(token.begin, token.end - token.begin),
              "]");
  }
  return out;
}

std::string Entities(std::string_view text, Format format) {
  std::string out;
  const TokenizedText result = Tokenize(text, format);
  for (const Entity& entity : result.entities()) {
    const uint32_t begin = result.tokens()[entity.first_token].begin;
    const uint32_t end = result.tokens()[entity.end_token - 1].end;
    StrAppend(&out, out.empty() ? "" : "; ", kEntityNames[static_cast<size_t>(entity.kind)], "=",
              text.substr(begin, end - begin));
  }
  return out;
}

std::string Dump(const TokenizedText& text) {
  std::string out = StrCat("sentences ", text.sentences(), " letters ", text.letters(), " ",
                           text.upper_letters(), " ", text.non_latin_letters(), "\n");
  for (const Token& t : text.tokens()) {
    StrAppend(&out, t.begin, "-", t.end, " ", static_cast<int>(t.kind), " ", t.key, " ",
              t.short_key(), " ", t.word, " ", t.short_word(), " s", t.sentence, " c", t.clause, " ",
              static_cast<int>(t.flags), "\n");
  }
  for (const Entity& e : text.entities()) {
    StrAppend(&out, "entity ", static_cast<int>(e.kind), " ", e.first_token, "-", e.end_token,
              "\n");
  }
  return out;
}

const std::vector<std::string_view>& Pieces() {
  static const auto* const pieces = new std::vector<std::string_view>{
      "a",
      "Hello",
      "I",
      "can't",
      "SOOOO",
      "u",
      "wrote",
      "On",
      "mr",
      "f**k",
      "t&c",
      "x",
      "D",
      "mins",
      "hours",
      "an",
      "half",
      "and",
      "march",
      "pm",
      "quid",
      "usd",
      "1",
      "20",
      "299",
      "2026",
      "3rd",
      "10:30",
      "5pm",
      "2h30",
      "½",
      "é",
      "ß",
      "е",
      "日本",
      "न्",
      "\u0301",
      "\u200D",
      "\uFE0F",
      "\u00AD",
      "😡",
      "👍",
      "🏽",
      "♀",
      "🇬",
      "⃣",
      "★",
      ":)",
      ":(",
      "<3",
      ".",
      "..",
      "…",
      ",",
      ";",
      ":",
      "-",
      "--",
      "–",
      "/",
      "!",
      "?",
      "¿",
      "‽",
      "\"",
      "'",
      "’",
      "‘",
      "“",
      "”",
      "«",
      "»",
      "(",
      ")",
      "[",
      "]",
      "{",
      "|",
      "*",
      "**",
      "_",
      "&",
      "&amp;",
      "&#39;",
      "&lt;",
      "&",
      "@",
      "#",
      "$",
      "€",
      "%",
      "^",
      "=",
      "<",
      ">",
      "<link>",
      "<b>",
      "</b>",
      "<p>",
      "<!--",
      "-->",
      "<script>",
      "</script>",
      "<blockquote>",
      "</blockquote>",
      "<q>",
      "http://",
      "www.",
      ".com",
      "@b.example",
      "#Fail",
      "@me",
      " ",
      " ",
      " ",
      " ",
      "\n",
      "\r\n",
      "\n\n",
      "\n> ",
      "\t",
      "\xFF",
      "\xE2\x82",
      "\xF0\x9F",
      "\u00A0",
      "-----",
      "____________________",
  };
  return *pieces;
}

std::string RandomPieces(std::mt19937* random, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += Pieces()[(*random)() % Pieces().size()];
  return text;
}

}  // namespace rapport::text
