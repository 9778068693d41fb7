#ifndef RAPPORT_CLI_INTERRUPT_H_
#define RAPPORT_CLI_INTERRUPT_H_

namespace rapport::cli {

// While it lives, the first Ctrl-C (SIGINT) or SIGTERM does not end the program but is noted here,
// so that what was begun can be written whole; a second one ends it at once. Signals that the
// program was started to ignore stay ignored. One at a time.
class InterruptWatch {
 public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch&) = delete;
  InterruptWatch& operator=(const InterruptWatch&) = delete;

  bool raised() const;
  // Waits until `fd` can be read or a signal comes; false for the signal.
  bool WaitFor(int fd) const;
  // Ends the program as the signal that came would have.
  void EndProgram() const;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_INTERRUPT_H_
