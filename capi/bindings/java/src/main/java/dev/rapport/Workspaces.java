package dev.rapport;

import java.util.ArrayDeque;

/**
 * Decision handles of one rule set for any thread to borrow: one that has grown decides without
 * allocating. They hold the rule set in memory, so they go when it does.
 */
final class Workspaces implements AutoCloseable {
  private static final int MOST_IDLE = 16;
  // One large batch must not keep its memory for ever.
  private static final long MOST_BYTES = 1 << 20;

  private final ArrayDeque<Workspace> idle = new ArrayDeque<>();
  private boolean closed;

  /** What a borrower does: gives the text that the library has left in {@code call}. */
  interface Work {
    void run(long decision, Call call);
  }

  /** Runs the work with a handle of its own and gives the text that it leaves. */
  String run(UnknownFacts unknownFacts, Work work) {
    Workspace workspace = borrow();
    boolean keep = false;
    try {
      workspace.set(unknownFacts);
      Call call = new Call();
      work.run(workspace.decision, call);
      keep = call.length[0] < MOST_BYTES;
      return call.text();
    } catch (RapportException e) {
      keep = e.status() != Status.OUT_OF_MEMORY && e.status() != Status.INTERNAL;
      throw e;
    } finally {
      if (!keep || !giveBack(workspace)) Capi.rapport_decision_free(workspace.decision);
    }
  }

  private Workspace borrow() {
    synchronized (this) {
      Workspace workspace = idle.poll();
      if (workspace != null) return workspace;
    }
    return new Workspace();
  }

  private synchronized boolean giveBack(Workspace workspace) {
    if (closed || idle.size() >= MOST_IDLE) return false;
    idle.push(workspace); // the one used last is the warmest
    return true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!idle.isEmpty()) Capi.rapport_decision_free(idle.poll().decision);
  }

  private static final class Workspace {
    final long decision;
    private UnknownFacts unknownFacts = UnknownFacts.ERROR;

    Workspace() {
      Call call = new Call();
      call.check(Capi.rapport_decision_new(call.value, call.error));
      decision = call.value[0];
    }

    void set(UnknownFacts wanted) {
      if (wanted == unknownFacts) return;
      new Call().check(Capi.rapport_decision_set_unknown_facts(decision, wanted.ordinal()));
      unknownFacts = wanted;
    }
  }
}
