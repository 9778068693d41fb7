#include "ruleset/compile_service.h"

#include <algorithm>
#include <map>
#include <string>

#include "text/fold.h"

namespace rapport::ruleset {
namespace {

void AddRole(const std::vector<pack::Text>& words, WordRole role, Tables* tables) {
  Array<uint8_t>& roles = tables->service.text.roles;
  for (const pack::Text& word : words) {
    const uint32_t id = tables->vocabulary.Intern(text::Fold(word.value));
    if (id >= roles.size()) roles.resize(id + 1, 0);
    roles[id] |= role;
  }
}

template <typename T, typename Value>
WordValues ValuesOf(const std::vector<std::pair<pack::Text, T>>& words, const Value& value,
                    Tables* tables) {
  std::map<uint32_t, int64_t> sorted;  // two words may fold to one; the first counts
  for (const auto& [word, worth] : words) {
    sorted.emplace(tables->vocabulary.Intern(text::Fold(word.value)), value(worth));
  }
  WordValues out;
  for (const auto& [word, worth] : sorted) {
    out.words.push_back(word);
    out.values.push_back(worth);
  }
  out.words.shrink_to_fit();
  out.values.shrink_to_fit();
  return out;
}

}  // namespace

void CompileServiceText(const pack::TextSettings& text, Tables* tables) {
  ServiceText& out = tables->service.text;
  AddRole(text.filler_words, kFillerWord, tables);
  AddRole(text.working_words, kWorkingWord, tables);
  out.roles.shrink_to_fit();
  for (const pack::Text& ending : text.word_endings) {
    out.endings.push_back(tables->pool.Add(text::Fold(ending.value)));
  }
  std::sort(out.endings.begin(), out.endings.end(), [](std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  out.endings.erase(std::unique(out.endings.begin(), out.endings.end()), out.endings.end());
  out.numbers = ValuesOf(
      text.number_values, [](Milli milli) { return int64_t{milli}; }, tables);
  out.durations = ValuesOf(
      text.duration_values, [](Duration d) { return d.count(); }, tables);
}

void LinkCues(size_t cues, ServiceTables* service) {
  service->cue_roles.assign(cues, 0);
  for (const PromiseEntry& promise : service->promises) {
    for (const Index cue : promise.cues) service->cue_roles[cue] |= kMakesPromise;
    for (const Index cue : promise.kept_by) service->cue_roles[cue] |= kKeepsPromise;
  }
  std::vector<std::vector<Index>> needs(cues);
  for (Index n = 0; n < service->needs.size(); ++n) {
    for (const Index cue : service->needs[n].cues) {
      if (needs[cue].empty() || needs[cue].back() != n) needs[cue].push_back(n);
    }
  }
  service->cue_need_begins = {};
  service->cue_needs = {};
  for (const std::vector<Index>& of_cue : needs) {
    service->cue_need_begins.push_back(service->cue_needs.size());
    service->cue_needs.append(of_cue.data(), of_cue.data() + of_cue.size());
  }
  service->cue_need_begins.push_back(service->cue_needs.size());
  service->when_needs = {};
  service->need_programs.assign(service->needs.size(), kNoProgram);
  for (Index n = 0; n < service->needs.size(); ++n) {
    if (service->needs[n].when == nullptr) continue;
    service->need_programs[n] = service->when_needs.size();
    service->when_needs.push_back(n);
  }
}

}  // namespace rapport::ruleset
