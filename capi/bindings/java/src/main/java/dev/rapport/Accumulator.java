package dev.rapport;

import com.sun.jna.Pointer;
import java.util.Map;
import java.util.Objects;

/**
 * What many records say together: each is added and forgotten, and the report may be asked for at
 * any time.
 *
 * <pre>{@code
 * try (Accumulator team = rules.newAccumulator("coaching", "{\"min_sample\":50}")) {
 *   lines.forEach(team::add);
 *   System.out.println(team.reportJson());
 * }
 * }</pre>
 *
 * <p>Parts that other threads, machines or days counted come together by {@link #merge}; between
 * them they travel as bytes, by {@link #save} and {@link RuleSet#loadAccumulator}. The report is
 * the same however the records were spread. Calls from several threads wait for each other. It
 * works on after its rule set has been closed.
 */
public final class Accumulator implements AutoCloseable {
  private static final Object MERGING = new Object();

  private final Handle handle;

  private Accumulator(long address) {
    handle = new Handle(this, "accumulator", address, Capi::rapport_accumulator_free);
  }

  static Accumulator create(long rules, String kind, String options) {
    byte[] name = Utf8.encode(kind);
    byte[] given = Utf8.encode(options);
    Call call = new Call();
    call.check(
        Capi.rapport_accumulator_new(
            rules, name, name.length, given, given.length, call.value, call.error));
    return new Accumulator(call.value[0]);
  }

  static Accumulator load(long rules, byte[] saved) {
    Call call = new Call();
    call.check(
        Capi.rapport_accumulator_load(rules, saved, saved.length, call.value, call.error));
    return new Accumulator(call.value[0]);
  }

  /** {@return its kind, such as {@code coaching}} */
  public synchronized String kind() {
    return use(
        (accumulator, call) -> {
          call.check(Capi.rapport_accumulator_kind(accumulator, call.value, call.length));
          return call.text();
        });
  }

  /**
   * Counts one record. One that is refused changes nothing.
   *
   * @param record one line of JSON
   * @throws RapportException naming the field: {@link Status#INVALID_ARGUMENT}, {@link
   *     Status#NOT_FOUND} for an undeclared fact, {@link Status#LIMIT_EXCEEDED}
   */
  public synchronized void add(String record) {
    byte[] line = Utf8.encode(record);
    use(
        (accumulator, call) -> {
          call.check(
              Capi.rapport_accumulator_add_json(accumulator, line, line.length, call.error));
          return null;
        });
  }

  /**
   * Counts one record given as a map, as {@link RuleSet#decide(Map)} takes it.
   *
   * @param record one conversation
   * @throws RapportException as {@link #add(String)} does
   */
  public void add(Map<String, ?> record) {
    add(JsonWriter.write(record));
  }

  /**
   * Adds what another has counted, which stays as it is.
   *
   * @param other one of the same kind, options and rules
   * @throws RapportException with {@link Status#INVALID_ARGUMENT} for another one, and for itself
   */
  public void merge(Accumulator other) {
    Objects.requireNonNull(other, "other");
    // One at a time, so that two threads that merge two into each other do not block each other.
    synchronized (MERGING) {
      synchronized (this) {
        synchronized (other) {
          use(
              (accumulator, call) ->
                  other.use(
                      (others, unused) -> {
                        call.check(
                            Capi.rapport_accumulator_merge(accumulator, others, call.error));
                        return null;
                      }));
        }
      }
    }
  }

  /** {@return all that was counted; it holds names and quotations, whatever the options show} */
  public synchronized byte[] save() {
    return use(
        (accumulator, call) -> {
          call.check(
              Capi.rapport_accumulator_save(accumulator, call.value, call.length, call.error));
          if (call.length[0] > Integer.MAX_VALUE) {
            throw new RapportException(
                Status.LIMIT_EXCEEDED, "the bytes are more than Java can hold");
          }
          return new Pointer(call.value[0]).getByteArray(0, (int) call.length[0]);
        });
  }

  /** {@return the report as one line of JSON: what the command of the kind prints} */
  public synchronized String reportJson() {
    return use(
        (accumulator, call) -> {
          call.check(
              Capi.rapport_accumulator_report_json(
                  accumulator, call.value, call.length, call.error));
          return call.text();
        });
  }

  @Override
  public void close() {
    handle.close();
  }

  private interface Work<T> {
    T run(long accumulator, Call call);
  }

  private <T> T use(Work<T> work) {
    long accumulator = handle.acquire();
    try {
      return work.run(accumulator, new Call());
    } finally {
      handle.release();
    }
  }
}
