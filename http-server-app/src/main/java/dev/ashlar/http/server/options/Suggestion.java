package dev.ashlar.http.server.options;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what was meant by a name that does not exist.
final class Suggestion {
  private Suggestion() {}

  /// The end of a sentence about an unknown name: a question if one of the names is near, else
  /// nothing. Near is: at most every third character is wrong, missing, or too many.
  static String phrase(String prefix, String unknown, Collection<String> names) {
    Optional<String> nearest =
        names.stream()
            .filter(name -> distance(unknown, name) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(name -> distance(unknown, name)));
    return nearest.map(name -> "; did you mean " + prefix + name + "?").orElse("");
  }

  /// The edit distance of Levenshtein, one row at a time.
  private static int distance(String from, String to) {
    if (Math.abs(from.length() - to.length()) > to.length()) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
