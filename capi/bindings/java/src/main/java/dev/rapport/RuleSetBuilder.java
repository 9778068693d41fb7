package dev.rapport;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Collects the files of packs, then checks, merges and compiles them: milliseconds, to be done
 * once, and again to reload.
 *
 * <pre>{@code
 * try (RuleSetBuilder builder = RuleSet.builder()) {
 *   RuleSet rules = builder.addDefault().addFile(Path.of("shop.yaml")).build();
 *   builder.diagnostics().forEach(System.err::println); // warnings
 * }
 * }</pre>
 *
 * <p>For one thread at a time. What it has built does not depend on it.
 */
public final class RuleSetBuilder implements AutoCloseable {
  private final Handle handle;

  RuleSetBuilder(Map<PackLimit, Long> limits) {
    NativeLoader.load();
    Call call = new Call();
    try (Struct struct = PackLimit.toStruct(limits)) {
      call.check(Capi.rapport_builder_new(struct.address(), call.value, call.error));
    }
    handle = new Handle(this, "builder", call.value[0], Capi::rapport_builder_free);
  }

  /**
   * Adds core-en, the pack that is built in. A pack that extends it finds it without this.
   *
   * @return this
   */
  public RuleSetBuilder addDefault() {
    return add((builder, error) -> Capi.rapport_builder_add_default(builder, error));
  }

  /**
   * Reads a pack's only file, or its manifest and the files that it lists, from disk; or an
   * overlay of weights and the table that it names.
   *
   * @param path the file
   * @return this
   * @throws RapportException with {@link Status#IO}
   */
  public RuleSetBuilder addFile(Path path) {
    byte[] name = Utf8.encode(path.toString());
    return add(
        (builder, error) -> Capi.rapport_builder_add_file(builder, name, name.length, error));
  }

  /**
   * Adds a file from memory: a pack, a manifest, a part that a manifest lists, or an overlay of
   * weights. A file whose name ends in {@code .tsv} is a word table, any other is YAML. Nothing is
   * checked before building.
   *
   * @param name what diagnostics show and what a manifest's {@code files:} resolve to
   * @param text the file's text
   * @return this
   */
  public RuleSetBuilder addText(String name, String text) {
    return addBytes(name, Utf8.encode(text));
  }

  /**
   * Adds a file from memory as its bytes, such as a resource of the program.
   *
   * @param name what diagnostics show and what a manifest's {@code files:} resolve to
   * @param bytes the file's bytes, in UTF-8
   * @return this
   */
  public RuleSetBuilder addBytes(String name, byte[] bytes) {
    byte[] id = Utf8.encode(name);
    return add(
        (builder, error) ->
            Capi.rapport_builder_add_bytes(
                builder, id, id.length, bytes, bytes.length, error));
  }

  /**
   * Merges the packs in the order in which they were added, and compiles them. May be called again
   * after adding more.
   *
   * @return a rule set, which the caller closes
   * @throws RapportException with {@link Status#INVALID_PACK} and all diagnostics
   */
  public synchronized RuleSet build() {
    Call call = new Call();
    long builder = handle.acquire();
    try {
      call.check(Capi.rapport_builder_build(builder, call.value, call.error));
      return new RuleSet(call.value[0]);
    } catch (RapportException e) {
      throw e.with(read(builder), new Call().text(Capi::rapport_builder_report, builder));
    } finally {
      handle.release();
    }
  }

  /**
   * Errors and warnings of the last build, by file and position.
   *
   * @return an immutable list; empty before the first build
   */
  public synchronized List<Diagnostic> diagnostics() {
    long builder = handle.acquire();
    try {
      return read(builder);
    } finally {
      handle.release();
    }
  }

  /** Gives its memory back. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  private interface Addition {
    int add(long builder, long[] error);
  }

  private synchronized RuleSetBuilder add(Addition addition) {
    Call call = new Call();
    long builder = handle.acquire();
    try {
      call.check(addition.add(builder, call.error));
      return this;
    } finally {
      handle.release();
    }
  }

  private static List<Diagnostic> read(long builder) {
    Call call = new Call();
    long count = call.count(Capi::rapport_builder_diagnostic_count, builder);
    List<Diagnostic> diagnostics = new ArrayList<>();
    int[] line = new int[1];
    int[] column = new int[1];
    int[] width = new int[1];
    for (long i = 0; i < count; i++) {
      call.check(Capi.rapport_builder_diagnostic_place(builder, i, line, column, width));
      int severity = call.number(Capi::rapport_builder_diagnostic_severity, builder, i);
      diagnostics.add(
          new Diagnostic(
              Words.at(severity, Severity.UNKNOWN),
              call.text(Capi::rapport_builder_diagnostic_code, builder, i),
              call.text(Capi::rapport_builder_diagnostic_file, builder, i),
              line[0],
              column[0],
              width[0],
              call.text(Capi::rapport_builder_diagnostic_message, builder, i),
              call.text(Capi::rapport_builder_diagnostic_snippet, builder, i),
              call.text(Capi::rapport_builder_diagnostic_hint, builder, i)));
    }
    return List.copyOf(diagnostics);
  }
}
