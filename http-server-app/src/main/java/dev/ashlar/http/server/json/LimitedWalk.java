package dev.ashlar.http.server.json;

import dev.ashlar.http.server.json.JsonVerdict.Reason;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Follows a parser's events and says when a limit is exceeded.
final class LimitedWalk {
  private static final int NAME_SHOWN = 64;

  private final JsonLimits limits;
  private final @Nullable NameTable names;
  private int depth;
  private int values;

  /// The numbers of the objects that are open; 0 stands for an array.
  private int[] open = new int[16];

  private int objects;

  LimitedWalk(JsonLimits limits) {
    this.limits = limits;
    this.names = limits.duplicateNames() ? null : new NameTable();
  }

  /// Takes the next event.
  ///
  /// @return why it is refused, or null
  @Nullable Reason step(Event event, JsonParser parser) {
    return switch (event) {
      case START_OBJECT -> enter(++objects);
      case START_ARRAY -> enter(0);
      case END_OBJECT, END_ARRAY -> {
        depth--;
        yield null;
      }
      case KEY_NAME -> name(parser);
      case VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> value();
    };
  }

  private @Nullable Reason enter(int object) {
    if (depth == limits.depth()) {
      return Reason.exceeded("Nested deeper than the limit of %,d", limits.depth());
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
    }
    open[depth++] = object;
    return value();
  }

  private @Nullable Reason value() {
    if (values == limits.values()) {
      return Reason.exceeded("More values than the limit of %,d", limits.values());
    }
    values++;
    return null;
  }

  private @Nullable Reason name(JsonParser parser) {
    if (names == null) {
      return null;
    }
    String name = parser.getString();
    return names.add(open[depth - 1], name)
        ? null
        : Reason.of("The name %s is given twice".formatted(shown(name)));
  }

  private static String shown(String name) {
    String start =
        name.length() <= NAME_SHOWN
            ? name
            : name.substring(0, name.offsetByCodePoints(0, NAME_SHOWN / 2)) + "…";
    return '"' + start + '"';
  }
}
