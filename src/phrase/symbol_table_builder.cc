#include "phrase/symbol_table_builder.h"

#include <algorithm>

namespace rapport::phrase {
namespace {

bool IsGroup(const Node& node) {
  return node.kind == NodeKind::kAlternatives || node.kind == NodeKind::kList;
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

uint32_t SymbolTableBuilder::ReferenceTo(uint32_t symbol) const {
  if (symbol == kNoSymbol || symbol < kFirstTokenSymbol) return symbol;
  const Members& set = members(symbol);
  const bool words =
      !set.capitals && std::all_of(set.atoms.begin(), set.atoms.end(),
                                   [](const Atom& atom) { return atom.sort() == AtomSort::kWord; });
  if (!words) return symbol;
  return set.atoms.size() == 1 ? kOneWord | set.atoms[0].id() : kWordsAlone | symbol;
}

uint32_t SymbolTableBuilder::Guess(const std::vector<Atom>& atoms, bool capitals) {
  std::vector<uint32_t> values;
  for (const Atom& atom : atoms) values.push_back(atom.value);
  return Number(std::move(values), capitals, /*guess=*/true);
}

// A set that some phrase asks for exactly stays exact, and serves as a guess too.
uint32_t SymbolTableBuilder::Number(std::vector<uint32_t> atoms, bool capitals, bool guess) {
  std::sort(atoms.begin(), atoms.end());
  atoms.erase(std::unique(atoms.begin(), atoms.end()), atoms.end());
  const auto next = static_cast<uint32_t>(members_.size()) + kFirstTokenSymbol;
  const auto [it, is_new] = numbers_.try_emplace({std::move(atoms), capitals}, next);
  if (is_new) {
    Members members;
    members.capitals = capitals;
    members.guess = guess;
    for (uint32_t value : it->first.first) {
      members.atoms.emplace_back(static_cast<AtomSort>(value >> 30), value & ((1u << 30) - 1));
    }
    members_.push_back(std::move(members));
  }
  Members& members = members_[it->second - kFirstTokenSymbol];
  members.guess = members.guess && guess;
  return it->second;
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
  if (IsSingleToken(node)) return Number({AtomOf(node).value}, capitals);
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

  std::vector<std::vector<uint32_t>> words(members_.size());
  for (size_t s = 0; s < members_.size(); ++s) {
    Symbol symbol;
    symbol.prefixes = table.prefixes_of_.size();
    symbol.capitals = members_[s].capitals ? 1 : 0;
    symbol.guess = members_[s].guess ? 1 : 0;
    for (const Atom& atom : members_[s].atoms) {
      switch (atom.sort()) {
        case AtomSort::kClass:
          symbol.classes |= 1u << atom.id();
          break;
        case AtomSort::kWord:
          words[s].push_back(atom.id());
          break;
        case AtomSort::kPrefix:
          table.prefixes_of_.push_back(atom.id());
          words[s].insert(words[s].end(), with_prefix[atom.id()].begin(),
                          with_prefix[atom.id()].end());
          break;
      }
    }
    table.symbols_.push_back(symbol);
  }
  Symbol end;
  end.prefixes = table.prefixes_of_.size();
  table.symbols_.push_back(end);
  FillFilter(words, &table);
  for (size_t s = 0; s < members_.size(); ++s) {
    if (members_[s].guess) words[s].clear();
  }
  IntegerLists lists = Flatten(std::move(words));
  for (size_t s = 0; s < table.symbols_.size(); ++s) table.symbols_[s].words = lists.begins[s];
  table.words_ = lists.values;
  table.symbols_.shrink_to_fit();
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
