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
            .filter(name -> unknown.length() <= 2 * name.length())
            .filter(name -> distance(unknown, name) <= Math.max(1, name.length() / 3))
            .min(Comparator.comparingInt(name -> distance(unknown, name)));
    return nearest.map(name -> "; did you mean " + prefix + name + "?").orElse("");
  }

  /// The edit distance of Damerau and Levenshtein: how many characters are to be replaced,
  /// inserted, left out, or swapped with their neighbour. No part is edited twice.
  private static int distance(String from, String to) {
    int[][] distances = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        distances[i][j] = i == 0 || j == 0 ? i + j : nearest(distances, from, to, i, j);
      }
    }
    return distances[from.length()][to.length()];
  }

  private static int nearest(int[][] distances, String from, String to, int i, int j) {
    int replaced = distances[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
    int least = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, 1 + distances[i - 2][j - 2]) : least;
  }
}
