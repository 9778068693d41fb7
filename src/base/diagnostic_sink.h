#ifndef RAPPORT_BASE_DIAGNOSTIC_SINK_H_
#define RAPPORT_BASE_DIAGNOSTIC_SINK_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/source.h"
#include "rapport/diagnostic.h"

namespace rapport {

// Collects the findings about a set of source files. Loading goes on after an error, so that an
// author sees all of them at once; after the first thousand they are only counted. Sources must
// outlive the sink.
class DiagnosticSink {
 public:
  // `code` is one of docs/diagnostics.md. A null source makes a finding about the pack as a whole.
  void Error(std::string_view code, const SourceSpan& where, std::string message,
             std::string hint = "");
  void Warning(std::string_view code, const SourceSpan& where, std::string message,
               std::string hint = "");

  bool has_errors() const { return errors_ > 0; }
  // Whether further findings are only counted, so that finding more is not worth much work.
  bool full() const { return dropped_ > 0; }
  // Ordered by file (in order of first finding), line and column; stable.
  std::vector<Diagnostic> Take();

 private:
  void Add(Severity severity, std::string_view code, const SourceSpan& where, std::string message,
           std::string hint);

  std::vector<Diagnostic> diagnostics_;
  size_t errors_ = 0;
  size_t dropped_ = 0;
};

}  // namespace rapport

#endif  // RAPPORT_BASE_DIAGNOSTIC_SINK_H_
