#ifndef RAPPORT_DIAGNOSTIC_H_
#define RAPPORT_DIAGNOSTIC_H_

// What is wrong with a pack, said so that its author can mend it.

#include <cstdint>
#include <string>
#include <vector>

namespace rapport {

// Values are stable and append-only.
enum class Severity : int32_t { kError = 0, kWarning = 1 };
const char* SeverityName(Severity severity);  // "error", "warning"; static storage

// One finding about a pack. `code` is stable (docs/diagnostics.md lists all of them); messages may
// change between versions.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string code;     // "unknown-key"
  std::string file;     // the name under which the file was added
  uint32_t line = 0;    // 1-based; 0 when the finding is about a file or pack as a whole
  uint32_t column = 0;  // 1-based, in code points; 0 with line 0
  uint32_t length = 0;  // code points that the caret marks on that line; 0 marks one
  std::string message;  // one line, no full stop at the end
  // The line of the file without its line break, control characters and malformed bytes replaced;
  // empty with line 0, or when the place is more than 2,000 bytes into it.
  std::string snippet;
  std::string hint;  // what to do; may be empty
};

// The text that the command line and the tests print:
//
//     shop.yaml:7:5: error[unknown-key]: unknown key 'phrase' in a cue
//           phrase: [price match]
//           ^~~~~~
//         hint: did you mean 'phrases'?
//
// Ends with a line break. Tabs in the snippet are kept, and the caret line repeats them.
std::string FormatDiagnostic(const Diagnostic& diagnostic);

// All of them, in order of file and position.
std::string FormatDiagnostics(const std::vector<Diagnostic>& diagnostics);

}  // namespace rapport

#endif  // RAPPORT_DIAGNOSTIC_H_
