package dev.ashlar.http.protocol;

import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Quality values (RFC 9110 §12.4.2), as thousandths: the grammar allows three decimals, so each is
/// an integer from 0, "not acceptable", to 1000.
final class Weight {
  static final int FULL = 1000;
  static final int LEAST = 1;
  static final int MALFORMED = -1;

  private Weight() {}

  /// The weight among the parameters of an element, wherever it stands among them; [#FULL] when
  /// there is none.
  static int of(Map<String, String> parameters) {
    String value = parameters.get("q");
    return value == null ? FULL : parse(value);
  }

  /// qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
  static int parse(String value) {
    if (value.isEmpty() || value.length() > 5 || (value.length() > 1 && value.charAt(1) != '.')) {
      return MALFORMED;
    }
    int thousandths = 0;
    for (int i = 0, unit = FULL; i < value.length(); i += i == 0 ? 2 : 1, unit /= 10) {
      char c = value.charAt(i);
      if (!FieldCursor.isDigit(c)) {
        return MALFORMED;
      }
      thousandths += (c - '0') * unit;
    }
    return thousandths <= FULL ? thousandths : MALFORMED;
  }

  /// Renders thousandths with as many decimals as are needed.
  static String format(int weight) {
    if (weight == FULL) {
      return "1";
    }
    String decimals = String.valueOf(FULL + weight).substring(1);
    int end = decimals.length();
    while (end > 0 && decimals.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0 ? "0" : "0." + decimals.substring(0, end);
  }

  /// The candidate with the greatest weight above 0, the first of several with the same; null when
  /// none is acceptable.
  ///
  /// @param weight of a candidate, in thousandths
  static <T> @Nullable T greatest(List<T> candidates, ToIntFunction<T> weight) {
    T greatest = null;
    int most = 0;
    for (T candidate : candidates) {
      int offered = weight.applyAsInt(candidate);
      if (offered > most) {
        greatest = candidate;
        most = offered;
      }
    }
    return greatest;
  }
}
