#include "phrase_testing.h"

#include "base/strings.h"

namespace rapport::phrase {
namespace {

text::Lexicon MakeLexicon() {
  text::Lexicon lexicon;
  lexicon.AddSpelling("u", {"you"});
  lexicon.AddSpelling("pls", {"please"});
  lexicon.AddSpelling("thx", {"thanks"});
  lexicon.AddSpelling("can't", {"can", "not"});
  lexicon.AddSpelling("cant", {"can", "not"});
  lexicon.AddSpelling("cannot", {"can", "not"});
  lexicon.AddSpelling("don't", {"do", "not"});
  lexicon.AddSpelling("isn't", {"is", "not"});
  lexicon.AddSpelling("pipes", {"a|b", "say \"x\""});  // a pack may map to anything
  const auto add = [](auto* set, std::vector<std::string_view> words) {
    for (std::string_view word : words) text::Lexicon::AddWord(set, word);
  };
  add(&lexicon.number_words, {"one", "two", "three", "half", "dozen", "twenty", "hundred"});
  add(&lexicon.number_articles, {"a", "an"});
  add(&lexicon.number_joins, {"a", "an", "and", "of"});
  add(&lexicon.duration_units, {"minute", "minutes", "mins", "hour", "hours", "day", "days"});
  add(&lexicon.money_units, {"dollars", "quid", "euros"});
  add(&lexicon.percent_words, {"percent", "pct"});
  add(&lexicon.month_names, {"january", "march", "may"});
  add(&lexicon.day_names, {"monday", "tomorrow"});
  add(&lexicon.date_joins, {"of", "the"});
  add(&lexicon.time_words, {"am", "pm"});
  add(&lexicon.ordinal_suffixes, {"st", "nd", "rd", "th"});
  add(&lexicon.clause_words, {"but", "because"});
  add(&lexicon.abbreviations, {"mr", "etc"});
  return lexicon;
}

}  // namespace

const text::Lexicon& TestLexicon() {
  static const text::Lexicon lexicon = MakeLexicon();
  return lexicon;
}

text::Vocabulary& TestVocabulary() {
  static text::Vocabulary vocabulary;
  return vocabulary;
}

const std::vector<TestList>& TestLists() {
  static const std::vector<TestList> lists = {
      {"colour", {"red", "green", "blue"}},
      {"place", {"shop", "at the shop", "(main)? office", "web*", "online"}},
      {"thing", {"{colour} box", "{colour}", "parcel", "🙄"}},
  };
  return lists;
}

text::TokenizedText Tokenize(std::string_view text) {
  text::TokenizedText tokens;
  text::Tokenizer(&TestLexicon(), &TestVocabulary()).Tokenize(text, text::Format::kText, &tokens);
  return tokens;
}

std::string_view Covered(const Hit& hit, const text::TokenizedText& tokens, std::string_view text) {
  const uint32_t begin = tokens.tokens()[hit.first_token].begin;
  return text.substr(begin, tokens.tokens()[hit.end_token - 1].end - begin);
}

std::string Format(const PhraseIssue& issue) {
  return StrCat(issue.code, " ", issue.begin, "-", issue.end, " ", issue.message, " / ",
                issue.hint);
}

std::string Format(const std::vector<PhraseIssue>& issues) {
  std::string out;
  for (const PhraseIssue& issue : issues) StrAppend(&out, out.empty() ? "" : "\n", Format(issue));
  return out;
}

}  // namespace rapport::phrase
