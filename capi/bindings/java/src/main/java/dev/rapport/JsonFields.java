package dev.rapport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The fields of a JSON object by type; what is missing or of another one is an error. */
final class JsonFields {
  private final Map<String, Object> object;

  JsonFields(Map<String, Object> object) {
    this.object = object;
  }

  boolean has(String key) {
    return object.get(key) != null;
  }

  String text(String key) {
    return get(key, String.class);
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  long whole(String key) {
    return get(key, Long.class);
  }

  int integer(String key) {
    long value = whole(key);
    if ((int) value == value) return (int) value;
    throw new RapportException(Status.INVALID_ARGUMENT, key + ": does not fit into 32 bits");
  }

  double decimal(String key) {
    return get(key, Number.class).doubleValue(); // 1 is written without decimals
  }

  /** False when it is absent. */
  boolean flag(String key) {
    return has(key) && get(key, Boolean.class);
  }

  List<String> texts(String key) {
    return list(key, value -> cast(key, value, String.class));
  }

  <T> List<T> objects(String key, Function<JsonFields, T> read) {
    return list(key, value -> read.apply(fields(key, value)));
  }

  JsonFields object(String key) {
    return fields(key, object.get(key));
  }

  /** An immutable map in the order of the text. A null is given to {@code read} as it is. */
  <T> Map<String, T> map(String key, Function<Number, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    object(key).object.forEach((name, value) ->
        map.put(name, read.apply(value == null ? null : cast(key, value, Number.class))));
    return Collections.unmodifiableMap(map);
  }

  private <T> List<T> list(String key, Function<Object, T> read) {
    List<?> list = get(key, List.class);
    return list.stream().<T>map(read).toList();
  }

  @SuppressWarnings("unchecked") // the reader makes no other maps
  private static JsonFields fields(String key, Object value) {
    return new JsonFields((Map<String, Object>) cast(key, value, Map.class));
  }

  private <T> T get(String key, Class<T> type) {
    return cast(key, object.get(key), type);
  }

  private static <T> T cast(String key, Object value, Class<T> type) {
    if (type.isInstance(value)) return type.cast(value);
    throw new RapportException(
        Status.INVALID_ARGUMENT,
        key + (value == null ? ": missing" : ": not a " + type.getSimpleName()));
  }
}
