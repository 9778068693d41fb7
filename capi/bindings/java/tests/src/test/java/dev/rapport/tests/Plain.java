package dev.rapport.tests;

import com.google.gson.JsonElement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.StreamSupport;

/** JSON as Java's own maps, lists and values. */
final class Plain {
  private Plain() {}

  static Object of(JsonElement json) {
    if (json.isJsonNull()) return null;
    if (json.isJsonArray()) {
      return StreamSupport.stream(json.getAsJsonArray().spliterator(), false)
          .map(Plain::of)
          .toList();
    }
    if (json.isJsonObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      json.getAsJsonObject().asMap().forEach((key, value) -> map.put(key, of(value)));
      return map;
    }
    if (json.getAsJsonPrimitive().isBoolean()) return json.getAsBoolean();
    if (json.getAsJsonPrimitive().isString()) return json.getAsString();
    return number(json.getAsString());
  }

  private static Number number(String text) {
    // A conditional expression would make a double of either.
    if (text.matches("-?\\d+")) return Long.valueOf(text);
    return Double.valueOf(text);
  }
}
