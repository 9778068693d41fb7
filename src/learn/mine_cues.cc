#include "learn/mine_cues.h"

#include <algorithm>

#include "base/strings.h"
#include "pack/name_forms.h"

namespace rapport::learn {
namespace {

constexpr size_t kLongestId = 64;
constexpr int kTelling = 12;  // cues that may have a word for it to tell one from the others

bool IsAsciiLetter(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool IsWordByte(char c) {
  return IsAsciiLetter(c) || (c >= 'A' && c <= 'Z') || IsDigit(c) || c == '\'' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// "waiting", "waited" and "waits" are "wait"; short words stay. A rough measure for likeness only.
std::string Stem(std::string_view word) {
  for (const std::string_view ending : {"ing", "ed", "es", "s", "e"}) {
    if (word.size() >= ending.size() + 4 && word.substr(word.size() - ending.size()) == ending) {
      return std::string(word.substr(0, word.size() - ending.size()));
    }
  }
  return std::string(word);
}

// A phrase without its signs, and without the groups that touch a word: "match(es|ing)?" is
// "match". Names of lists are collected.
std::string Plain(std::string_view phrase, std::vector<std::string>* lists) {
  std::string out;
  for (size_t i = 0; i < phrase.size(); ++i) {
    const char c = phrase[i];
    if (c == '{') {
      const size_t end = std::min(phrase.find('}', i), phrase.size());
      lists->emplace_back(phrase.substr(i + 1, end - i - 1));
      out += ' ';
      i = end;
    } else if (c == '(' && i > 0 && IsWordByte(phrase[i - 1]) &&
               (i < 4 || phrase.substr(i - 4, 4) != "CAPS")) {
      i = std::min(phrase.find(')', i), phrase.size());
    } else if (c == '<') {
      i += 2;  // a gap
    } else {
      out += IsWordByte(c) ? c : ' ';
    }
  }
  return out;
}

class WordCollector {
 public:
  WordCollector(const ruleset::Tables& tables, const pack::Pack& pack)
      : tables_(tables), pack_(pack) {}

  std::set<std::string> Of(const pack::Text& phrase) {
    std::set<std::string> out;
    Collect({phrase}, 0, &out);
    return out;
  }

 private:
  void Collect(const std::vector<pack::Text>& phrases, int depth, std::set<std::string>* out) {
    for (const pack::Text& phrase : phrases) {
      std::vector<std::string> lists;
      tables_.tokenizer->Tokenize(Plain(phrase.value, &lists), text::Format::kText, &text_);
      for (const text::Token& token : text_.tokens()) {
        if (token.kind == text::TokenKind::kWord) out->insert(Stem(token.key));
      }
      for (const std::string& name : lists) {
        const auto list = std::find_if(pack_.lists.begin(), pack_.lists.end(),
                                       [&](const pack::List& l) { return l.id == name; });
        if (list == pack_.lists.end()) {
          out->insert(StrCat("{", name, "}"));
        } else if (depth < 2) {
          Collect(list->items, depth + 1, out);
        }
      }
    }
  }

  const ruleset::Tables& tables_;
  const pack::Pack& pack_;
  text::TokenizedText text_;
};

}  // namespace

CueFinder::CueFinder(const ruleset::Tables& tables, const pack::Pack& pack) {
  WordCollector collector(tables, pack);
  for (const pack::Cue& cue : pack.cues) {
    names_.insert(cue.id);
    if (cue.side == pack::CueSide::kAgent) continue;
    Stems all;
    for (const pack::Text& phrase : cue.phrases) {
      const Stems& stems = phrases_[cue.id].emplace_back(collector.Of(phrase));
      all.insert(stems.begin(), stems.end());
    }
    for (const std::string& stem : all) ++cues_[stem];
  }
  for (const auto& item : pack.conditions) names_.insert(item.id);
  for (const auto& item : pack.scales) names_.insert(item.id);
  for (const auto& item : pack.facts) names_.insert(item.id);
  for (size_t i = 0; i < tables.slot_names.size(); ++i) {
    names_.emplace(tables.slot_names[i]);
  }
  for (const pack::Persona& persona : pack.personas) {
    for (const pack::Evidence& e : persona.evidence) {
      if (e.weight > 0 && phrases_.count(e.id) > 0) speaking_[persona.id].push_back(e.id);
    }
  }
}

std::string CueFinder::Find(std::string_view persona, const std::vector<std::string>& words) const {
  const auto speaking = speaking_.find(persona);
  if (speaking == speaking_.end()) return {};
  std::string best;
  double most = 0;
  for (const std::string& cue : speaking->second) {
    for (const Stems& has : phrases_.at(cue)) {
      double shared = 0, all = 0;
      for (const std::string& word : words) {
        const std::string stem = Stem(word);
        const auto known = cues_.find(stem);
        const int cues = known == cues_.end() ? 0 : known->second;
        const double weight = 1.0 / std::max(cues, 1);
        all += weight;
        if (cues <= kTelling && has.count(stem) > 0) shared += weight;
      }
      if (all > 0 && shared * 2 >= all && shared > most) {
        most = shared;
        best = cue;
      }
    }
  }
  return best;
}

std::string CueFinder::NewId(const std::vector<std::string>& words) const {
  std::string id = "says";
  for (const std::string& word : words) {
    std::string part;
    for (const char c : word) {
      if (IsAsciiLetter(c) || IsDigit(c)) part += c;
    }
    if (!part.empty() && id.size() + part.size() + 4 <= kLongestId) StrAppend(&id, "_", part);
  }
  std::string unused = id;
  for (int i = 2; names_.count(unused) > 0 || pack::IsReservedName(unused); ++i) {
    unused = StrCat(id, "_", i);
  }
  return unused;
}

}  // namespace rapport::learn
