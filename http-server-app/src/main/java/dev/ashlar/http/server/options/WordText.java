package dev.ashlar.http.server.options;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Takes one of a few words: the names of constants, in lower case.
///
/// @param <E> what a word stands for
/// @param values in the order in which a message names them
public record WordText<E extends Enum<E>>(List<E> values) implements Converter<E> {
  /// Copies the list.
  public WordText {
    values = List.copyOf(values);
  }

  @Override
  public E convert(String text) throws UnacceptableException {
    for (E value : values) {
      if (text.equals(word(value))) {
        return value;
      }
    }
    throw new UnacceptableException(
        values.stream().map(WordText::word).collect(Collectors.joining(", ")));
  }

  /// The word for a constant.
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
