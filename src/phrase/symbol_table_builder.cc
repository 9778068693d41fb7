#include "phrase/symbol_table_builder.h"

#include <algorithm>

namespace rapport::phrase {
namespace {

bool IsGroup(const Node& node) {
  return node.kind == NodeKind::kAlternatives || node.kind == NodeKind::kList;
}

Atom AtomOfValue(uint32_t value) {
  return {static_cast<AtomSort>(value >> 30), value & ((1u << 30) - 1)};
}

}  // namespace

const std::vector<Node>& SymbolTableBuilder::AlternativesOf(const Node& group) const {
  return group.kind == NodeKind::kList ? lists_[group.list].items.children : group.children;
}

Atom SymbolTableBuilder::AtomOf(const Node& node) {
  if (node.kind == NodeKind::kLiteral) return {AtomSort::kWord, vocabulary_.Intern(node.key)};
  if (node.kind == NodeKind::kPrefix) return {AtomSort::kPrefix, prefixes_.Intern(node.key)};
  return {AtomSort::kClass, static_cast<uint32_t>(node.token_class)};
}

bool SymbolTableBuilder::Members::HasWordsAlone() const {
  return !capitals && std::all_of(atoms.begin(), atoms.end(),
                                  [](const Atom& atom) { return atom.sort() == AtomSort::kWord; });
}

uint32_t SymbolTableBuilder::ReferenceTo(uint32_t symbol) const {
  if (symbol == kNoSymbol || symbol < kFirstTokenSymbol) return symbol;
  const Members& set = members(symbol);
  if (set.number == kNoSymbol) return kOneWord | set.atoms[0].id();
  return set.HasWordsAlone() ? kWordsAlone | set.number : set.number;
}

uint32_t SymbolTableBuilder::Guess(const std::vector<Atom>& atoms, bool capitals) {
  if (atoms.size() == 1) return NumberOne(atoms[0], capitals, /*guess=*/true);
  std::vector<uint32_t> values;
  values.reserve(atoms.size());
  for (const Atom& atom : atoms) values.push_back(atom.value);
  return Number(std::move(values), capitals, /*guess=*/true);
}

uint32_t SymbolTableBuilder::Number(std::vector<uint32_t> atoms, bool capitals, bool guess) {
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  if (atoms.size() == 1) return NumberOne(AtomOfValue(atoms[0]), capitals, guess);
  const auto [it, is_new] = numbers_.try_emplace({std::move(atoms), capitals}, NextSymbol());
  if (!is_new) return SeenAs(it->second, guess);
  std::vector<Atom> members;
  members.reserve(it->first.first.size());
  for (uint32_t value : it->first.first) members.push_back(AtomOfValue(value));
  return AddMembers(std::move(members), capitals, guess);
}

// As most are; nothing is allocated to look one up.
uint32_t SymbolTableBuilder::NumberOne(const Atom& atom, bool capitals, bool guess) {
  const auto [it, is_new] = of_one_.try_emplace({atom.value, capitals}, NextSymbol());
  return is_new ? AddMembers({atom}, capitals, guess) : SeenAs(it->second, guess);
}

uint32_t SymbolTableBuilder::AddMembers(std::vector<Atom> atoms, bool capitals, bool guess) {
  const uint32_t symbol = NextSymbol();
  Members members;
  members.atoms = std::move(atoms);
  members.capitals = capitals;
  members.guess = guess;
  const bool is_word = members.atoms.size() == 1 && members.HasWordsAlone();
  if (!is_word) members.number = next_number_++;
  members_.push_back(std::move(members));
  return symbol;
}

// A set that some phrase asks for exactly stays exact, and serves as a guess too.
uint32_t SymbolTableBuilder::SeenAs(uint32_t symbol, bool guess) {
  Members& members = members_[symbol - kFirstTokenSymbol];
  members.guess = members.guess && guess;
  return symbol;
}

uint32_t SymbolTableBuilder::SingleTokensOf(const Node& group, bool capitals) {
  const bool is_list = group.kind == NodeKind::kList;
  if (is_list) {
    const auto it = list_numbers_.find({group.list, capitals});
    if (it != list_numbers_.end()) return it->second;
  }
  std::vector<uint32_t> atoms;
  for (const Node& alternative : AlternativesOf(group)) {
    if (IsSingleToken(alternative)) atoms.push_back(AtomOf(alternative).value);
  }
  const uint32_t symbol = atoms.empty() ? kNoSymbol : Number(std::move(atoms), capitals);
  if (is_list) list_numbers_[{group.list, capitals}] = symbol;
  return symbol;
}

uint32_t SymbolTableBuilder::SymbolOf(const Node& node, bool capitals) {
  if (IsSingleToken(node)) return NumberOne(AtomOf(node), capitals);
  if (node.kind == NodeKind::kCaps) return SymbolOf(node.children[0], true);
  if (node.kind == NodeKind::kSequence && node.children.size() == 1) {
    return SymbolOf(node.children[0], capitals);
  }
  if (!IsGroup(node)) return kNoSymbol;
  const std::vector<Node>& alternatives = AlternativesOf(node);
  const bool single = std::all_of(alternatives.begin(), alternatives.end(), IsSingleToken);
  return single ? SingleTokensOf(node, capitals) : kNoSymbol;
}

SymbolTable SymbolTableBuilder::Finish() {
  SymbolTable table;
  std::vector<uint32_t> lengths;
  for (uint32_t i = 0; i < prefixes_.size(); ++i) {
    const std::string_view prefix = prefixes_.word(i);
    lengths.push_back(static_cast<uint32_t>(prefix.size()));
    table.prefix_starts_ |= uint64_t{1} << (static_cast<uint8_t>(prefix[0]) & 63);
  }
  std::sort(lengths.begin(), lengths.end());
  lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
  table.prefix_lengths_ = lengths;
  prefixes_.ShrinkToFit();
  table.prefixes_ = std::move(prefixes_);
  table.covered_words_ = vocabulary_.size();

  std::vector<std::vector<uint32_t>> with_prefix(table.prefixes_.size());
  std::vector<uint32_t> found;
  for (uint32_t word = 0; word < table.covered_words_; ++word) {
    const std::string_view key = vocabulary_.word(word);
    if (MayBeNumber(key)) continue;
    found.clear();
    table.FindPrefixesOf(key, &found);
    for (uint32_t prefix : found) with_prefix[prefix].push_back(word);
  }

  std::vector<std::vector<uint32_t>> words;
  table.others_.push_back({});
  for (const Members& members : members_) {
    if (members.number == kNoSymbol) continue;
    words.emplace_back();
    OtherTokens others;
    others.prefixes = table.prefixes_of_.size();
    others.capitals = members.capitals ? 1 : 0;
    for (const Atom& atom : members.atoms) {
      switch (atom.sort()) {
        case AtomSort::kClass:
          others.classes |= 1u << atom.id();
          break;
        case AtomSort::kWord:
          words.back().push_back(atom.id());
          break;
        case AtomSort::kPrefix:
          table.prefixes_of_.push_back(atom.id());
          words.back().insert(words.back().end(), with_prefix[atom.id()].begin(),
                              with_prefix[atom.id()].end());
          break;
      }
    }
    table.symbols_.push_back({members.guess ? Symbol::kGuess : 0, 0});
    if (members.HasWordsAlone()) continue;
    table.symbols_.back().others = table.others_.size();
    table.others_.push_back(others);
  }
  table.symbols_.push_back({});  // takes nothing
  words.emplace_back();
  table.symbols_.push_back({});
  table.others_.push_back({table.prefixes_of_.size(), 0, 0});
  FillFilter(words, &table);
  for (size_t s = 0; s < words.size(); ++s) {
    if ((table.symbols_[s].bits & Symbol::kGuess) != 0) words[s].clear();
  }
  IntegerLists lists = Flatten(std::move(words));
  for (size_t s = 0; s < table.symbols_.size(); ++s) table.symbols_[s].bits |= lists.begins[s];
  table.words_ = Numbers(lists.values);
  table.symbols_.shrink_to_fit();
  table.others_.shrink_to_fit();
  table.prefixes_of_.shrink_to_fit();
  return table;
}

void SymbolTableBuilder::FillFilter(const std::vector<std::vector<uint32_t>>& words,
                                    SymbolTable* table) {
  // Eight to sixteen bits a pair let one wrong pair in about twelve pass.
  size_t pairs = 0;
  for (const std::vector<uint32_t>& list : words) pairs += list.size();
  uint32_t log2 = 6;
  while ((size_t{1} << log2) < pairs * 8 && log2 < 26) ++log2;
  table->filter_.assign((size_t{1} << log2) / 64, 0);
  table->filter_shift_ = 32 - log2;
  for (uint32_t s = 0; s < words.size(); ++s) {
    for (uint32_t word : words[s]) {
      const uint32_t bit = table->FilterBit(s + kFirstTokenSymbol, MixOfWord(word));
      table->filter_[bit >> 6] |= uint64_t{1} << (bit & 63);
    }
  }
}

}  // namespace rapport::phrase
