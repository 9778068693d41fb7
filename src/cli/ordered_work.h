#ifndef RAPPORT_CLI_ORDERED_WORK_H_
#define RAPPORT_CLI_ORDERED_WORK_H_

// Work that is done by several threads and given back in the order in which it was handed in.
//
// The thread that hands work in is one of them: while it waits for the oldest piece, it does
// others. So one thread is no special case, and needs no other. Further threads start when there is
// work that waits for one, so that short runs start none.

#include <condition_variable>
#include <csignal>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace rapport::cli {

template <typename Piece>
class OrderedWork {
 public:
  using Work = std::function<void(Piece*)>;

  // `threads` >= 1, the caller's own included. `make` is called in each thread that works, for what
  // that thread works with.
  OrderedWork(size_t threads, std::function<Work()> make)
      : most_threads_(threads), make_(std::move(make)) {}

  // Drops what nobody has begun, and waits for the rest.
  ~OrderedWork() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    work_came_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }
  OrderedWork(const OrderedWork&) = delete;
  OrderedWork& operator=(const OrderedWork&) = delete;

  // The piece stays the caller's, and is left alone until it comes back.
  void Add(Piece* piece) {
    bool start = false;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      entries_.push_back({piece, false, nullptr});
      // One piece that waits is the caller's to do.
      start = idle_ == 0 && entries_.size() - claimed_ > 1 && threads_.size() + 1 < most_threads_;
    }
    if (start) {
      Start();
    } else {
      work_came_.notify_one();
    }
  }

  // The oldest piece when it is done, else null.
  Piece* TakeFinished() {
    std::unique_lock<std::mutex> lock(mutex_);
    return !entries_.empty() && entries_.front().done ? Pop() : nullptr;
  }

  // The oldest piece, of those that there are, once it is done.
  Piece* Take() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (!entries_.front().done) {
      if (claimed_ < entries_.size()) {
        DoOne(&own_work_, &lock);
      } else {
        oldest_done_.wait(lock);
      }
    }
    return Pop();
  }

 private:
  struct Entry {
    Piece* piece;
    bool done;
    std::exception_ptr failure;
  };

  void Start() {
    try {
      threads_.emplace_back([this] { Run(); });
    } catch (const std::system_error&) {
      most_threads_ = threads_.size() + 1;  // there are no more to be had
    }
  }

  void Run() {
    // Signals are for the caller, which may be waiting for one.
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM}) sigaddset(&signals, signal);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    Work work;
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      ++idle_;
      work_came_.wait(lock, [this] { return stopping_ || claimed_ < entries_.size(); });
      --idle_;
      if (stopping_) return;
      DoOne(&work, &lock);
    }
  }

  // Does the oldest piece that nobody has begun. References to other entries of a deque stay valid
  // while some are added behind and taken in front.
  void DoOne(Work* work, std::unique_lock<std::mutex>* lock) {
    Entry& entry = entries_[claimed_++];
    lock->unlock();
    std::exception_ptr failure;
    try {
      if (!*work) *work = make_();
      (*work)(entry.piece);
    } catch (...) {
      failure = std::current_exception();
    }
    lock->lock();
    entry.failure = failure;
    entry.done = true;
    if (&entry == &entries_.front()) oldest_done_.notify_one();
  }

  // What went wrong in another thread goes on in the caller's.
  Piece* Pop() {
    const Entry entry = entries_.front();
    entries_.pop_front();
    --claimed_;
    if (entry.failure != nullptr) std::rethrow_exception(entry.failure);
    return entry.piece;
  }

  size_t most_threads_;
  const std::function<Work()> make_;
  Work own_work_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;  // of all below
  std::condition_variable work_came_, oldest_done_;
  std::deque<Entry> entries_;  // in the order of Add(); the first `claimed_` are begun or done
  size_t claimed_ = 0;
  size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_ORDERED_WORK_H_
