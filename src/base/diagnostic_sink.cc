#include "base/diagnostic_sink.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/strings.h"

namespace rapport {
namespace {

// A pack is a tenant's: one line may hold thousands of errors and be as long as the file.
constexpr size_t kMostDiagnostics = 1000;
constexpr size_t kLongestSnippet = 2000;  // bytes

// The line as it can be shown: without control characters, which a terminal would obey, and without
// malformed bytes. Empty when the place is too far to the right.
std::string Snippet(std::string_view line, size_t place) {
  if (place > kLongestSnippet) return "";
  if (line.size() > kLongestSnippet) {
    line = line.substr(0, kLongestSnippet);
    while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80) {
      line.remove_suffix(1);
    }
    if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xC0) line.remove_suffix(1);
  }
  std::string out;
  for (size_t i = 0; i < line.size();) {
    const unsigned char c = static_cast<unsigned char>(line[i]);
    const size_t size = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    size_t tail = 1;
    while (tail < size && i + tail < line.size() &&
           (static_cast<unsigned char>(line[i + tail]) & 0xC0) == 0x80) {
      ++tail;
    }
    const bool control = (c < 0x20 && c != '\t') || c == 0x7F ||
                         (c == 0xC2 && tail == 2 && static_cast<unsigned char>(line[i + 1]) < 0xA0);
    const bool malformed = tail != size || (c >= 0x80 && (c < 0xC2 || c > 0xF4));
    if (control || malformed) {
      out += "\xEF\xBF\xBD";
    } else {
      out += line.substr(i, size);
    }
    i += tail;
  }
  return out;
}

}  // namespace

void DiagnosticSink::Error(std::string_view code, const SourceSpan& where, std::string message,
                           std::string hint) {
  Add(Severity::kError, code, where, std::move(message), std::move(hint));
}

void DiagnosticSink::Warning(std::string_view code, const SourceSpan& where, std::string message,
                             std::string hint) {
  Add(Severity::kWarning, code, where, std::move(message), std::move(hint));
}

void DiagnosticSink::Add(Severity severity, std::string_view code, const SourceSpan& where,
                         std::string message, std::string hint) {
  if (severity == Severity::kError) ++errors_;
  if (diagnostics_.size() >= kMostDiagnostics) {
    ++dropped_;
    return;
  }
  Diagnostic d;
  d.severity = severity;
  d.code = std::string(code);
  d.message = std::move(message);
  d.hint = std::move(hint);
  if (where.source != nullptr) {
    const std::string_view bytes = where.source->bytes();
    const size_t begin = std::min(where.begin, bytes.size());
    const size_t end = std::clamp(where.end, begin, bytes.size());
    const LineColumn position = where.source->Position(begin);
    const std::string_view line = where.source->Line(begin);
    const size_t line_end = static_cast<size_t>(line.data() - bytes.data()) + line.size();
    d.file = where.source->name();
    d.line = position.line;
    d.column = position.column;
    d.snippet = Snippet(line, begin - static_cast<size_t>(line.data() - bytes.data()));
    if (line_end > begin) {
      d.length = static_cast<uint32_t>(
          CountCodePoints(bytes.substr(begin, std::min(end, line_end) - begin)));
    }
  }
  diagnostics_.push_back(std::move(d));
}

std::vector<Diagnostic> DiagnosticSink::Take() {
  std::vector<std::string> files;
  for (const Diagnostic& d : diagnostics_) {
    if (std::find(files.begin(), files.end(), d.file) == files.end()) files.push_back(d.file);
  }
  auto file_rank = [&](const Diagnostic& d) {
    return std::find(files.begin(), files.end(), d.file) - files.begin();
  };
  std::stable_sort(diagnostics_.begin(), diagnostics_.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) {
                     return std::make_tuple(file_rank(a), a.line, a.column) <
                            std::make_tuple(file_rank(b), b.line, b.column);
                   });
  if (dropped_ > 0) {
    Diagnostic more;
    more.severity = errors_ > 0 ? Severity::kError : Severity::kWarning;
    more.code = "too-many-errors";
    more.message = StrCat(dropped_, " more are not shown");
    diagnostics_.push_back(std::move(more));
  }
  errors_ = dropped_ = 0;
  return std::exchange(diagnostics_, {});
}

std::string FormatDiagnostic(const Diagnostic& d) {
  std::string out;
  if (!d.file.empty()) {
    StrAppend(&out, d.file, ":");
    if (d.line > 0) StrAppend(&out, d.line, ":", d.column, ":");
    StrAppend(&out, " ");
  }
  StrAppend(&out, SeverityName(d.severity), "[", d.code, "]: ", d.message, "\n");
  if (d.line > 0 && (d.column == 1 || !d.snippet.empty())) {
    StrAppend(&out, "    ", d.snippet, "\n    ");
    uint32_t column = 1;
    for (size_t i = 0; i < d.snippet.size() && column < d.column; ++i) {
      const unsigned char c = static_cast<unsigned char>(d.snippet[i]);
      if ((c & 0xC0) == 0x80) continue;
      out += c == '\t' ? '\t' : ' ';
      ++column;
    }
    StrAppend(&out, "^", std::string(d.length > 1 ? d.length - 1 : 0, '~'), "\n");
  }
  if (!d.hint.empty()) StrAppend(&out, "    hint: ", d.hint, "\n");
  return out;
}

std::string FormatDiagnostics(const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& d : diagnostics) out += FormatDiagnostic(d);
  return out;
}

}  // namespace rapport
