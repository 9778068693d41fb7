package dev.rapport;

import java.util.ArrayDeque;
import java.util.function.LongConsumer;

/**
 * Decision or review handles of one rule set for any thread to borrow: one that has grown works without
 * allocating. They hold the rule set in memory, so they go when it does.
 */
final class Workspaces implements AutoCloseable {
  private static final int MOST_IDLE = 16;
  // One large batch must not keep its memory for ever.
  private static final long MOST_BYTES = 1 << 20;

  private final Kind kind;
  private final ArrayDeque<Workspace> idle = new ArrayDeque<>();
  private boolean closed;

  /** What the handles are. */
  enum Kind {
    DECISIONS(
        Capi::rapport_decision_new,
        Capi::rapport_decision_free,
        Capi::rapport_decision_set_unknown_facts),
    REVIEWS(
        Capi::rapport_review_new,
        Capi::rapport_review_free,
        Capi::rapport_review_set_unknown_facts);

    private final Maker maker;
    private final LongConsumer free;
    private final Setter unknownFacts;

    Kind(Maker maker, LongConsumer free, Setter unknownFacts) {
      this.maker = maker;
      this.free = free;
      this.unknownFacts = unknownFacts;
    }

    /** {@return the address of a new handle} */
    long make() {
      Call call = new Call();
      call.check(maker.make(call.value, call.error));
      return call.value[0];
    }
  }

  private interface Maker {
    int make(long[] handle, long[] error);
  }

  private interface Setter {
    int set(long handle, int value);
  }

  /** What a borrower does: gives the text that the library has left in {@code call}. */
  interface Work {
    void run(long handle, Call call);
  }

  Workspaces(Kind kind) {
    this.kind = kind;
  }

  /** Runs the work with a handle of its own and gives the text that it leaves. */
  String run(UnknownFacts unknownFacts, Work work) {
    Workspace workspace = borrow();
    boolean keep = false;
    try {
      workspace.set(unknownFacts);
      Call call = new Call();
      work.run(workspace.handle, call);
      keep = call.length[0] < MOST_BYTES;
      return call.text();
    } catch (RapportException e) {
      keep = e.status() != Status.OUT_OF_MEMORY && e.status() != Status.INTERNAL;
      throw e;
    } finally {
      if (!keep || !giveBack(workspace)) kind.free.accept(workspace.handle);
    }
  }

  private Workspace borrow() {
    synchronized (this) {
      Workspace workspace = idle.poll();
      if (workspace != null) return workspace;
    }
    return new Workspace(kind);
  }

  private synchronized boolean giveBack(Workspace workspace) {
    if (closed || idle.size() >= MOST_IDLE) return false;
    idle.push(workspace); // the one used last is the warmest
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!idle.isEmpty()) kind.free.accept(idle.poll().handle);
  }

  private static final class Workspace {
    final long handle;
    private final Kind kind;
    private UnknownFacts unknownFacts = UnknownFacts.ERROR;

    Workspace(Kind kind) {
      this.kind = kind;
      handle = kind.make();
    }

    void set(UnknownFacts wanted) {
      if (wanted == unknownFacts) return;
      new Call().check(kind.unknownFacts.set(handle, wanted.ordinal()));
      unknownFacts = wanted;
    }
  }
}
