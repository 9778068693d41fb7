package dev.rapport;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One message of a conversation. Start with {@link #of(String)} and add what is known:
 *
 * <pre>{@code
 * Turn.of(Speaker.AGENT, "One moment, please.").withAt(Instant.now()).withAuthor("Kim")
 * }</pre>
 *
 * @param by who speaks
 * @param text what was said
 * @param at when it was sent, or began; null when that is not known, as is 1970-01-01T00:00:00Z
 * @param end when it ended, for a call; null for the same as {@code at}
 * @param visibility who sees it
 * @param format how the text is written
 * @param language its BCP 47 tag when the host knows it; empty: found out from the words
 * @param id for the host's own use; may be empty
 * @param author which of them speaks; may be empty
 */
public record Turn(
    Speaker by,
    String text,
    Instant at,
    Instant end,
    Visibility visibility,
    TextFormat format,
    String language,
    String id,
    String author) {
  /**
   * All of a turn; only the times may be null.
   *
   * @param by who speaks
   * @param text what was said
   * @param at when it was sent, or began
   * @param end when it ended
   * @param visibility who sees it
   * @param format how the text is written
   * @param language its BCP 47 tag
   * @param id for the host's own use
   * @param author which of them speaks
   */
  public Turn {
    Objects.requireNonNull(by, "by");
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(visibility, "visibility");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(language, "language");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(author, "author");
  }

  /**
   * A public message of the customer's in plain text.
   *
   * @param text what was said
   * @return a turn without a time
   */
  public static Turn of(String text) {
    return of(Speaker.CUSTOMER, text);
  }

  /**
   * A public message in plain text.
   *
   * @param by who speaks
   * @param text what was said
   * @return a turn without a time
   */
  public static Turn of(Speaker by, String text) {
    return new Turn(by, text, null, null, Visibility.PUBLIC, TextFormat.TEXT, "", "", "");
  }

  /**
   * The same turn, sent at a time.
   *
   * @param time when; null when that is not known
   * @return a copy
   */
  public Turn withAt(Instant time) {
    return new Turn(by, text, time, end, visibility, format, language, id, author);
  }

  /**
   * The same turn, ended at a time.
   *
   * @param time when; null for the same as {@code at}
   * @return a copy
   */
  public Turn withEnd(Instant time) {
    return new Turn(by, text, at, time, visibility, format, language, id, author);
  }

  /**
   * The same turn, seen by others.
   *
   * @param other who sees it
   * @return a copy
   */
  public Turn withVisibility(Visibility other) {
    return new Turn(by, text, at, end, other, format, language, id, author);
  }

  /**
   * The same turn, its text read as something else.
   *
   * @param other how the text is written
   * @return a copy
   */
  public Turn withFormat(TextFormat other) {
    return new Turn(by, text, at, end, visibility, other, language, id, author);
  }

  /**
   * The same turn in a language.
   *
   * @param tag BCP 47
   * @return a copy
   */
  public Turn withLanguage(String tag) {
    return new Turn(by, text, at, end, visibility, format, tag, id, author);
  }

  /**
   * The same turn with the host's identifier.
   *
   * @param other the identifier
   * @return a copy
   */
  public Turn withId(String other) {
    return new Turn(by, text, at, end, visibility, format, language, other, author);
  }

  /**
   * The same turn by somebody in particular.
   *
   * @param name who
   * @return a copy
   */
  public Turn withAuthor(String name) {
    return new Turn(by, text, at, end, visibility, format, language, id, name);
  }

  /** As a record writes it (docs/records.md); what is null there counts as left out. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("by", by);
    map.put("text", text);
    map.put("at", at);
    map.put("end", end);
    map.put("visibility", visibility);
    map.put("format", format);
    if (!language.isEmpty()) map.put("language", language);
    map.put("id", id);
    map.put("author", author);
    return map;
  }

  boolean isPlain() {
    return at == null && end == null && visibility == Visibility.PUBLIC
        && format == TextFormat.TEXT && language.isEmpty() && id.isEmpty() && author.isEmpty();
  }

  /** As {@code rapport_turn} of the C interface. */
  Struct toStruct() {
    byte[] words = Utf8.encode(text);
    byte[] tag = Utf8.encode(language);
    byte[] identifier = Utf8.encode(id);
    byte[] who = Utf8.encode(author);
    return new Struct(96, words, tag, identifier, who)
        .putInt(by.ordinal())
        .putInt(visibility.ordinal())
        .putInt(format.ordinal())
        .putText(words)
        .putText(tag)
        .putText(identifier)
        .putText(who)
        .putLong(Micros.orUnknown(at))
        .putLong(Micros.orUnknown(end));
  }
}
