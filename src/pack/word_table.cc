#include "pack/word_table.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "pack/byte_check.h"
#include "pack/draft.h"
#include "phrase/terms.h"

namespace rapport::pack {
namespace {

constexpr std::string_view kTermHeader = "term";
constexpr uint32_t kNoColumn = 0xFFFFFFFF;  // of the header, and wrong

bool ByColumn(const TermWeight& a, const TermWeight& b) { return a.column < b.column; }

class TableReader {
 public:
  TableReader(const Source& source, size_t most_terms, DiagnosticSink* sink)
      : source_(source), most_terms_(most_terms), sink_(sink) {}

  WordTable Run() {
    const std::string_view bytes = source_.bytes();
    size_t begin = bytes.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
    while (begin < bytes.size() && !stopped_ && !sink_->full()) {
      const size_t end = std::min(bytes.find('\n', begin), bytes.size());
      std::string_view line = bytes.substr(begin, end - begin);
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (!line.empty() && line.front() != '#') Line(line, begin);
      begin = end + 1;
    }
    if (!has_header_) {
      Error("table-header", 0, 0, "the table has no line of column names",
            "begin it with `term` and the personas and scales that its weights are for");
    }
    std::sort(table_.rows.begin(), table_.rows.end(),
              [](const TermRow& a, const TermRow& b) { return a.term < b.term; });
    return std::move(table_);
  }

 private:
  void Error(std::string_view code, size_t begin, size_t size, std::string message,
             std::string hint = "") {
    sink_->Error(code, {&source_, begin, begin + size}, std::move(message), std::move(hint));
  }

  // Calls `cell(index, text, offset)` for each cell.
  template <typename F>
  static void ForEachCell(std::string_view line, size_t offset, F cell) {
    for (size_t begin = 0, index = 0; begin <= line.size(); ++index) {
      const size_t end = std::min(line.find('\t', begin), line.size());
      cell(index, line.substr(begin, end - begin), offset + begin);
      begin = end + 1;
    }
  }

  void Line(std::string_view line, size_t offset) {
    if (!has_header_) {
      has_header_ = true;
      Header(line, offset);
      return;
    }
    TermRow row;
    bool is_sound = true;
    ForEachCell(line, offset, [&](size_t index, std::string_view text, size_t at) {
      if (index == 0) {
        row.term = std::string(text);
        row.span = {&source_, at, at + text.size()};
        is_sound = Term(row);
      } else if (index == columns_.size() + 1) {
        Error("table-row", at, text.size(),
              StrCat("the header has ", columns_.size() + 1, " columns, this line more"),
              "one tab between two cells");
      } else if (index <= columns_.size() && !text.empty()) {
        Weight(columns_[index - 1], text, at, &row);
      }
    });
    if (!is_sound) return;
    if (table_.rows.size() >= most_terms_) {
      sink_->Error("limit", row.span,
                   StrCat("the word tables have more than ", kMostTerms, " terms"),
                   "leave out those that weigh least");
      stopped_ = true;
      return;
    }
    std::sort(row.weights.begin(), row.weights.end(), ByColumn);
    table_.rows.push_back(std::move(row));
  }

  void Header(std::string_view line, size_t offset) {
    std::vector<Text> columns;  // as they stand; without a name when wrong
    std::set<std::string> ids;
    ForEachCell(line, offset, [&](size_t index, std::string_view text, size_t at) {
      if (index == 0) {
        if (text != kTermHeader) {
          Error("table-header", at, text.size(), "the first column is named `term`",
                "the first line names the columns, with a tab between two of them");
        }
        return;
      }
      if (index > kMostColumns) {
        if (index == kMostColumns + 1) {
          Error("limit", at, text.size(), StrCat("more than ", kMostColumns, " columns"));
          stopped_ = true;
        }
        return;
      }
      Text column{std::string(text), {&source_, at, at + text.size()}};
      if (text.empty()) {
        Error("table-header", at, 0, "a column without a name");
      } else if (!ids.insert(column.value).second) {
        Error("table-header", at, text.size(), StrCat("column ", Quoted(text), " stands twice"));
        column.value.clear();
      }
      columns.push_back(std::move(column));
    });
    for (const Text& column : columns) {
      if (!column.value.empty()) table_.columns.push_back(column);
    }
    std::sort(table_.columns.begin(), table_.columns.end(),
              [](const Text& a, const Text& b) { return a.value < b.value; });
    std::map<std::string_view, uint32_t> place;
    for (const Text& column : table_.columns) {
      place.emplace(column.value, static_cast<uint32_t>(place.size()));
    }
    for (const Text& column : columns) {
      const auto at = place.find(column.value);
      columns_.push_back(at == place.end() ? kNoColumn : at->second);
    }
  }

  bool Term(const TermRow& row) {
    const size_t at = row.span.begin;
    if (!phrase::SplitTerm(row.term)) {
      Error("table-term", at, row.term.size(),
            row.term.empty() ? std::string("a line without a term")
                             : StrCat(Quoted(row.term), " is neither a word nor two words"),
            "one space between two words; `|` is the beginning or end of a sentence");
      return false;
    }
    const auto [first, is_new] = seen_.emplace(row.term, row.span);
    if (is_new) return true;
    Error("duplicate-id", at, row.term.size(),
          StrCat("term ", Quoted(row.term), " is already at ", PlaceOf(first->second)));
    return false;
  }

  void Weight(uint32_t column, std::string_view text, size_t at, TermRow* row) {
    const std::optional<Milli> weight = ParseMilli(text);
    if (!weight) {
      Error("table-weight", at, text.size(), StrCat(Quoted(text), " is not a weight"),
            "a decimal with at most three places, -1000 to 1000: 1.9, -0.25");
    } else if (column != kNoColumn) {
      row->weights.push_back({column, *weight});
    }
  }

  const Source& source_;
  const size_t most_terms_;
  DiagnosticSink* sink_;
  WordTable table_;
  bool has_header_ = false;
  bool stopped_ = false;
  std::vector<uint32_t> columns_;  // of table_, by the header's
  std::map<std::string, SourceSpan> seen_;
};

// Makes the columns of `words` those of both, in the order of their ids, and says which of them
// those of `more` are.
std::vector<uint32_t> JoinColumns(const std::vector<Text>& more, WordTable* words) {
  std::map<std::string, uint32_t> place;
  for (const Text& column : words->columns) place.emplace(column.value, 0);
  for (const Text& column : more) {
    if (place.emplace(column.value, 0).second) words->columns.push_back(column);
  }
  uint32_t next = 0;
  for (auto& [id, at] : place) at = next++;
  std::vector<uint32_t> known, added;
  for (const Text& column : words->columns) known.push_back(place[column.value]);
  for (const Text& column : more) added.push_back(place[column.value]);
  for (TermRow& row : words->rows) {  // which stay in order, as their columns were
    for (TermWeight& w : row.weights) w.column = known[w.column];
  }
  std::sort(words->columns.begin(), words->columns.end(),
            [](const Text& a, const Text& b) { return a.value < b.value; });
  return added;
}

// The cells of both, by column. `columns` are those of `more` in the joint table.
void AddCells(const TermRow& more, bool replace, const std::vector<uint32_t>& columns,
              const std::vector<Text>& names, TermRow* row, DiagnosticSink* sink) {
  std::vector<TermWeight> out;
  auto known = row->weights.begin();
  const auto end = row->weights.end();
  for (TermWeight w : more.weights) {
    w.column = columns[w.column];
    while (known != end && known->column < w.column) out.push_back(*known++);
    if (known != end && known->column == w.column) {
      if (!replace) {
        sink->Error("duplicate-id", more.span,
                    StrCat("term ", Quoted(more.term), " has its weight for ",
                           Quoted(names[w.column].value), " at ", PlaceOf(row->span)));
      }
      ++known;
    }
    out.push_back(w);
  }
  out.insert(out.end(), known, end);
  row->weights = std::move(out);
}

void DropZeros(TermRow* row) {
  auto& weights = row->weights;
  weights.erase(std::remove_if(weights.begin(), weights.end(),
                               [](const TermWeight& w) { return w.weight == 0; }),
                weights.end());
}

}  // namespace

bool IsWordTable(std::string_view file_name) {
  constexpr std::string_view kEnding = ".tsv";
  return file_name.size() > kEnding.size() &&
         file_name.substr(file_name.size() - kEnding.size()) == kEnding;
}

WordTable ReadWordTable(const Source& source, const PackLimits& limits, size_t most_terms,
                        DiagnosticSink* sink) {
  if (!CheckBytes(source, limits.table_bytes, sink)) return WordTable();
  return TableReader(source, most_terms, sink).Run();
}

void AddWords(const WordTable& more, bool replace, WordTable* words, DiagnosticSink* sink) {
  const std::vector<uint32_t> columns = JoinColumns(more.columns, words);
  std::vector<TermRow> rows;
  auto known = words->rows.begin();
  for (const TermRow& row : more.rows) {
    while (known != words->rows.end() && known->term < row.term)
      rows.push_back(std::move(*known++));
    if (known != words->rows.end() && known->term == row.term) {
      rows.push_back(std::move(*known++));
    } else {
      rows.push_back({row.term, row.span, {}});
    }
    AddCells(row, replace, columns, words->columns, &rows.back(), sink);
    if (replace) DropZeros(&rows.back());
    if (rows.back().weights.empty()) rows.pop_back();
  }
  std::move(known, words->rows.end(), std::back_inserter(rows));
  words->rows = std::move(rows);
}

void RemoveColumn(std::string_view id, WordTable* words) {
  const auto at = std::find_if(words->columns.begin(), words->columns.end(),
                               [&](const Text& column) { return column.value == id; });
  if (at == words->columns.end()) return;
  const auto column = static_cast<uint32_t>(at - words->columns.begin());
  words->columns.erase(at);
  for (TermRow& row : words->rows) {
    auto& weights = row.weights;
    weights.erase(std::remove_if(weights.begin(), weights.end(),
                                 [&](const TermWeight& w) { return w.column == column; }),
                  weights.end());
    for (TermWeight& w : weights) w.column -= w.column > column ? 1 : 0;
  }
  auto& rows = words->rows;
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [](const TermRow& row) { return row.weights.empty(); }),
             rows.end());
}

}  // namespace rapport::pack
