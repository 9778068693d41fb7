#ifndef RAPPORT_CLI_PROGRESS_LINE_H_
#define RAPPORT_CLI_PROGRESS_LINE_H_

#include <string_view>

namespace rapport::cli {

// One line on stderr that says how far a long step is; nothing when stderr is no terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine() { Erase(); }

  void Show(std::string_view step, double done);  // 0 to 1
  void Erase();

 private:
  bool terminal_ = false;
  bool shown_ = false;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_PROGRESS_LINE_H_
