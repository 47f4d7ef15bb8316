package dev.ashlar.benchmarks.common;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes results as JSON: records and maps become objects, lists arrays. Numbers keep four
/// significant digits, which is more than these measurements have.
public final class Json {
  private Json() {}

  /// Writes a file, making its folder if there is none.
  ///
  /// @param value of records, maps with string keys, lists, strings, numbers, booleans and nulls
  public static void write(Path file, Object value) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text(value, "") + "\n");
  }

  private static String text(Object value, String indent) {
    return switch (value) {
      case null -> "null";
      case Record record -> text(components(record), indent);
      case Map<?, ?> map -> object(map, indent);
      case List<?> list -> array(list, indent);
      case Double number -> number(number);
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String object(Map<?, ?> map, String indent) {
    String inner = indent + "  ";
    return map.entrySet().stream()
        .map(e -> inner + quoted(e.getKey().toString()) + ": " + text(e.getValue(), inner))
        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
  }

  private static String array(List<?> list, String indent) {
    if (list.stream().noneMatch(item -> item instanceof Record || item instanceof Map)) {
      return list.stream()
          .map(item -> text(item, indent))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    String inner = indent + "  ";
    return list.stream()
        .map(item -> inner + text(item, inner))
        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
  }

  private static String number(double number) {
    if (!Double.isFinite(number)) {
      return "null";
    }
    int decimals = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.max(1e-6, Math.abs(number)))));
    return String.format(Locale.ROOT, "%." + decimals + "f", number);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        default -> {
          if (c < 0x20) {
            quoted.append(String.format("\\u%04x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static Map<String, Object> components(Record record) {
    Map<String, Object> components = new LinkedHashMap<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        components.put(component.getName(), component.getAccessor().invoke(record));
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return components;
  }
}
