#include <array>
#include <map>
#include <utility>

#include "base/strings.h"
#include "pack/lexicon.h"
#include "pack/nesting.h"
#include "pack/scalar_map.h"
#include "pack/validate.h"
#include "phrase/phrase_set.h"
#include "text/fold.h"

namespace rapport::pack {
namespace {

// The names in braces of a phrase.
std::vector<std::string> Braced(std::string_view phrase) {
  std::vector<std::string> names;
  for (size_t open = phrase.find('{'); open != std::string_view::npos;
       open = phrase.find('{', open + 1)) {
    const size_t close = phrase.find('}', open);
    if (close == std::string_view::npos) break;
    names.emplace_back(phrase.substr(open + 1, close - open - 1));
  }
  return names;
}

void Report(const std::vector<phrase::PhraseIssue>& issues, const std::vector<Text>& texts,
            DiagnosticSink* sink) {
  for (const phrase::PhraseIssue& issue : issues) {
    if (issue.item >= texts.size()) continue;
    sink->Error(issue.code, SpanWithin(texts[issue.item], issue.begin, issue.end), issue.message,
                issue.hint);
  }
}

std::array<const std::vector<Text>*, 3> PhrasesOf(const Theme& theme) {
  return {&theme.phrases, &theme.praise, &theme.complaints};
}

class PhraseChecker {
 public:
  PhraseChecker(const Validation& v, const Pack& pack) : v_(v), pack_(pack) {
    BuildLexicon(pack.text, &lexicon_);
  }

  void Run(const std::set<std::string>& in_cycle) {
    if (!CheckCount()) return;
    phrase::PhraseSetBuilder builder(&lexicon_, v_.limits);
    if (v_.sink->full()) return;
    for (const List& list : pack_.lists) Declare(list, in_cycle.count(list.id) > 0, &builder);
    for (const Cue& cue : pack_.cues) Add(cue.phrases, true, &builder);
    for (const std::vector<Text>& phrases : pack_.text.phrases) Add(phrases, true, &builder);
    Add(pack_.text.praise_phrases, true, &builder);
    Add(pack_.text.complaint_phrases, true, &builder);
    for (const Theme& theme : pack_.themes) {
      for (const auto* phrases : PhrasesOf(theme)) Add(*phrases, true, &builder);
    }
    // Negators know no lists.
    phrase::PhraseSetBuilder negators(&lexicon_, v_.limits);
    Add(pack_.text.negators, false, &negators);
    Add(pack_.text.negation_exceptions, false, &negators);
  }

 private:
  bool CheckCount() {
    size_t count = 0;
    for (const std::vector<Text>& phrases : pack_.text.phrases) count += phrases.size();
    for (const Cue& cue : pack_.cues) {
      count += cue.phrases.size();
      if (count <= v_.limits.phrases) continue;
      v_.sink->Error("limit", cue.id_span,
                     StrCat("the pack has more than ", v_.limits.phrases, " phrases"));
      return false;
    }
    return CheckThemes();
  }

  // What comments are searched for is a set of its own, into which a cue's phrases go once for each
  // theme that names it.
  bool CheckThemes() {
    if (pack_.themes.empty()) return true;
    std::map<std::string, size_t> of_cue;
    for (const Cue& cue : pack_.cues) of_cue[cue.id] = cue.phrases.size();
    size_t count = pack_.text.praise_phrases.size() + pack_.text.complaint_phrases.size();
    for (const Theme& theme : pack_.themes) {
      for (const auto* phrases : PhrasesOf(theme)) count += phrases->size();
      for (const auto* cues : {&theme.cues, &theme.praise_cues, &theme.complaint_cues}) {
        for (const ActionRef& cue : *cues) count += of_cue[cue.id];
      }
      if (count <= v_.limits.phrases) continue;
      v_.sink->Error("limit", theme.id_span,
                     StrCat("the themes have more than ", v_.limits.phrases, " phrases"));
      return false;
    }
    return true;
  }

  void Declare(const List& list, bool in_cycle, phrase::PhraseSetBuilder* builder) {
    std::vector<std::string_view> items;
    for (const Text& item : list.items) items.push_back(item.value);
    // A list that has been reported already stands for some word.
    if (in_cycle || items.empty()) items = {"word"};
    std::vector<phrase::PhraseIssue> issues;
    if (builder->DeclareList(list.id, items, &issues)) return;
    for (const phrase::PhraseIssue& issue : issues) {
      if (issue.code != "phrase-list") continue;  // about the list itself, not an item
      v_.sink->Error(issue.code, list.id_span, issue.message, issue.hint);
      return;
    }
    Report(issues, list.items, v_.sink);
  }

  void Add(const std::vector<Text>& phrases, bool lists, phrase::PhraseSetBuilder* builder) {
    for (const Text& text : phrases) {
      if (v_.sink->full()) return;
      std::vector<phrase::PhraseIssue> issues;
      if (builder->Add(0, text.value, &issues)) continue;
      for (phrase::PhraseIssue& issue : issues) {
        issue.item = 0;
        if (issue.code == "phrase-name" && !lists) issue.hint = "negators cannot name lists";
      }
      Report(issues, {text}, v_.sink);
      // Once the limit of the whole is reached, every further phrase would say so.
      if (!issues.empty() && issues.back().code == "limit" && issues.back().begin == 0) return;
    }
  }

  const Validation& v_;
  const Pack& pack_;
  text::Lexicon lexicon_;
};

}  // namespace

void ValidatePhrases(const Validation& v, const Pack& pack, const std::set<std::string>& in_cycle) {
  PhraseChecker(v, pack).Run(in_cycle);
}

std::set<std::string> OrderLists(const Validation& v, Pack* pack) {
  std::map<std::string, const List*> by_id;
  for (const List& list : pack->lists) by_id[list.id] = &list;
  Nesting nesting;
  for (const List& list : pack->lists) {
    for (const Text& item : list.items) {
      for (const std::string& name : Braced(item.value)) {
        if (by_id.count(name) > 0) nesting.Add(list.id, name, item.span);
      }
    }
    nesting.Add(list.id);
  }
  const Nesting::Result result = nesting.Sort();
  for (const Nesting::Problem& problem : result.problems) {
    if (problem.is_cycle) {
      v.sink->Error("list-cycle", problem.where,
                    StrCat("list '", problem.name, "' contains itself: ", problem.path));
    } else {
      v.sink->Error("limit", problem.where,
                    StrCat("lists are nested more than ", Nesting::kDeepest, " deep"));
    }
  }
  std::vector<List> sorted;
  for (const std::string& id : result.order) sorted.push_back(*by_id[id]);
  pack->lists = std::move(sorted);
  return result.broken;
}

void ValidateText(const Validation& v, const Pack& pack) {
  const TextSettings& text = pack.text;
  const auto single = [&v](const std::vector<Text>& words, std::string_view list) {
    for (const Text& word : words) {
      if (word.value.find_first_of(" \t\n") == std::string::npos) continue;
      v.sink->Error("one-word", word.span,
                    StrCat(Quoted(word.value), " is more than one word and would match nothing"),
                    StrCat("'", list, "' takes single words"));
    }
  };
  for (size_t i = 0; i < kWordSetCount; ++i) single(text.word_sets[i], kWordSets[i].key);
  single(text.own_words, "own_words");
  std::vector<Text> written;
  for (const auto& [word, unused] : text.spellings) written.push_back(word);
  single(written, "spellings");

  std::map<std::string, const Text*> own;
  for (const Text& word : text.own_words) own.emplace(text::Fold(word.value), &word);
  for (const auto& [language, words] : text.other_words) {
    single(words, "other_words");
    for (const Text& word : words) {
      const auto found = own.find(text::Fold(word.value));
      if (found == own.end()) continue;
      v.sink->Error(
          "language-words", word.span,
          StrCat(Quoted(word.value), " speaks for '", language, "', but is one of own_words"),
          StrCat("remove it here or at ", PlaceOf(found->second->span)));
    }
  }
}

}  // namespace rapport::pack
