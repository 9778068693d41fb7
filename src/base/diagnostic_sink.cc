#include "base/diagnostic_sink.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/strings.h"

namespace rapport {

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
    d.snippet = std::string(line);
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
  errors_ = 0;
  return std::exchange(diagnostics_, {});
}

std::string FormatDiagnostic(const Diagnostic& d) {
  std::string out;
  if (!d.file.empty()) {
    StrAppend(&out, d.file, ":");
    if (d.line > 0) StrAppend(&out, d.line, ":", d.column, ":");
    StrAppend(&out, " ");
  }
  StrAppend(&out, d.severity == Severity::kError ? "error" : "warning", "[", d.code,
                  "]: ", d.message, "\n");
  if (d.line > 0) {
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
