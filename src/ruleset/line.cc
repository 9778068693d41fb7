#include "ruleset/line.h"

#include <utility>

namespace rapport::ruleset {

bool ParseLine(std::string_view text, const absl::flat_hash_map<std::string, Index>& facts,
               const absl::flat_hash_map<std::string, Index>& limits, Line* line) {
  while (!text.empty()) {
    const size_t open = text.find('{');
    if (open != 0) {
      LinePiece piece;
      piece.text = text.substr(0, open);
      line->push_back(std::move(piece));
      if (open == std::string_view::npos) return true;
      text.remove_prefix(open);
      continue;
    }
    const size_t close = text.find('}');
    if (close == std::string_view::npos) return false;
    std::string_view name = text.substr(1, close - 1);
    text.remove_prefix(close + 1);

    LinePiece piece;
    const size_t bar = name.find('|');
    if (bar != std::string_view::npos) {
      piece.has_fallback = true;
      piece.text = name.substr(bar + 1);
      name = name.substr(0, bar);
    }
    constexpr std::string_view kLimitPrefix = "limit.";
    const bool is_limit = name.substr(0, kLimitPrefix.size()) == kLimitPrefix;
    piece.kind = is_limit ? LinePiece::Kind::kLimit : LinePiece::Kind::kFact;
    const auto& ids = is_limit ? limits : facts;
    const auto it = ids.find(std::string(is_limit ? name.substr(kLimitPrefix.size()) : name));
    if (it == ids.end()) return false;
    piece.index = it->second;
    line->push_back(std::move(piece));
  }
  return true;
}

}  // namespace rapport::ruleset
