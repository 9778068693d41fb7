#include "cli/interrupt.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

namespace rapport::cli {
namespace {

// What a signal handler may touch. The pipe makes poll() return also when the signal came just
// before it.
volatile std::sig_atomic_t raised_signal = 0;
volatile std::sig_atomic_t wake_fd = -1;
int pipe_ends[2] = {-1, -1};

constexpr int kSignals[] = {SIGINT, SIGTERM};

// The next signal does what it does by default.
void Note(int signal) {
  const int saved = errno;
  raised_signal = signal;
  for (const int other : kSignals) ::signal(other, SIG_DFL);
  const ssize_t written = ::write(wake_fd, "", 1);
  static_cast<void>(written);
  errno = saved;
}

void Handle(int signal, void (*handler)(int)) {
  struct sigaction now, wanted = {};
  if (::sigaction(signal, nullptr, &now) != 0 || now.sa_handler == SIG_IGN) return;
  wanted.sa_handler = handler;
  wanted.sa_flags = SA_RESTART;
  sigemptyset(&wanted.sa_mask);
  ::sigaction(signal, &wanted, nullptr);
}

}  // namespace

InterruptWatch::InterruptWatch() {
  raised_signal = 0;
  if (::pipe(pipe_ends) != 0) return;  // the signals then end the program, as they would anyway
  for (const int end : pipe_ends) {
    ::fcntl(end, F_SETFD, FD_CLOEXEC);
    ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  wake_fd = pipe_ends[1];
  for (const int signal : kSignals) Handle(signal, Note);
}

InterruptWatch::~InterruptWatch() {
  if (wake_fd < 0) return;
  for (const int signal : kSignals) Handle(signal, SIG_DFL);
  wake_fd = -1;
  for (const int end : pipe_ends) ::close(end);
}

bool InterruptWatch::raised() const { return raised_signal != 0; }

bool InterruptWatch::WaitFor(int fd) const {
  pollfd watched[] = {{fd, POLLIN, 0}, {pipe_ends[0], POLLIN, 0}};
  while (!raised()) {
    // Any event will do: reading then says what it is.
    if (::poll(watched, 2, -1) > 0 && watched[0].revents != 0) return !raised();
  }
  return false;
}

void InterruptWatch::EndProgram() const {
  const int signal = raised_signal;
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

}  // namespace rapport::cli
