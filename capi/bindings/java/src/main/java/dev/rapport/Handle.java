package dev.rapport;

import java.lang.ref.Cleaner;
import java.util.function.LongConsumer;

/**
 * An address that is given back to the library once: when it is closed, else when its owner is
 * garbage. A call that is running then in another thread is let finish first.
 */
final class Handle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final String what;
  private final Owned owned;
  private final Cleaner.Cleanable cleanable;

  /** {@code free} must not hold the owner, or that would never be garbage. */
  Handle(Object owner, String what, long address, LongConsumer free) {
    this.what = what;
    owned = new Owned(address, free);
    cleanable = CLEANER.register(owner, owned);
  }

  /** The address, which stays valid until {@link #release()}. */
  long acquire() {
    if (!owned.enter()) throw new IllegalStateException("the " + what + " is closed");
    return owned.address;
  }

  void release() {
    owned.leave();
  }

  @Override
  public void close() {
    cleanable.clean();
  }

  private static final class Owned implements Runnable {
    private final long address;
    private final LongConsumer free;
    private int users;
    private boolean closed;

    Owned(long address, LongConsumer free) {
      this.address = address;
      this.free = free;
    }

    synchronized boolean enter() {
      if (closed) return false;
      users++;
      return true;
    }

    void leave() {
      synchronized (this) {
        if (--users > 0 || !closed) return;
      }
      free.accept(address);
    }

    @Override
    public void run() {
      synchronized (this) {
        if (closed) return;
        closed = true;
        if (users > 0) return;
      }
      free.accept(address);
    }
  }
}
