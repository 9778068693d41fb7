package dev.rapport.tests;

import dev.rapport.RuleSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The table that every way into the library must reproduce byte for byte. */
final class Vectors {
  static final Path FOLDER = Path.of(System.getProperty("rapport.vectors"));

  /** Of the rule set that decided. */
  static final String NAME = of("plain").decision().replaceFirst(".*\"ruleset\":\"(.*)\".*", "$1");

  /** A record and the decision about it. */
  record Vector(String name, String record, String decision) {
    @Override
    public String toString() {
      return name;
    }
  }

  private Vectors() {}

  static RuleSet rules() {
    return RuleSet.fromFile(FOLDER.resolve("pack.yaml"));
  }

  static String text(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Vector> all() {
    List<String> records = text("conversations.jsonl").lines().toList();
    List<String> decisions = text("decisions.jsonl").lines().toList();
    if (records.size() != decisions.size()) throw new AssertionError("the table is torn");
    return IntStream.range(0, records.size())
        .mapToObj(i -> new Vector(nameOf(records.get(i)), records.get(i), decisions.get(i)))
        .toList();
  }

  /** A reply, and its review in both details. */
  record Reply(String name, String record, String review, String draft) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Reply> replies() {
    List<String> records = text("replies.jsonl").lines().toList();
    List<String> reviews = text("reviews.jsonl").lines().toList();
    List<String> drafts = text("drafts.jsonl").lines().toList();
    if (records.size() != reviews.size() || records.size() != drafts.size()) {
      throw new AssertionError("the table is torn");
    }
    return IntStream.range(0, records.size())
        .mapToObj(i ->
            new Reply(nameOf(records.get(i)), records.get(i), reviews.get(i), drafts.get(i)))
        .toList();
  }

  static Vector of(String name) {
    return all().stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
  }

  private static String nameOf(String record) {
    return record.replaceFirst("^\\{\"id\":\"([^\"]*)\".*", "$1");
  }
}
