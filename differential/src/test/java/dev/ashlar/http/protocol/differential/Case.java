package dev.ashlar.http.protocol.differential;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// One message, as each of the parsers reads it.
///
/// @param message one character for each octet
record Case(String message, Reading ours, Map<Other, Reading> theirs) {
  static Case of(String message) {
    byte[] octets = message.getBytes(StandardCharsets.ISO_8859_1);
    Map<Other, Reading> theirs = new EnumMap<>(Other.class);
    for (Other other : Other.values()) {
      theirs.put(other, other.read(octets));
    }
    return new Case(message, new AshlarReader().read(octets), theirs);
  }

  /// Whether that is how our reading compares with somebody's.
  boolean is(Comparison comparison) {
    return theirs.values().stream().anyMatch(reading -> Comparison.of(ours, reading) == comparison);
  }

  /// Whether two of the others delimit the message differently.
  boolean isDelimitedDifferentlyByOthers() {
    return theirs.values().stream()
        .anyMatch(one ->
            theirs.values().stream()
                .anyMatch(two -> Comparison.of(one, two) == Comparison.DIFFERENT));
  }

  @Override
  public String toString() {
    String visible = message.replace("\r", "\\r").replace("\n", "\\n").replace("\u0000", "\\0");
    StringBuilder text = new StringBuilder("\n" + visible + "\n  OURS: " + ours);
    theirs.forEach((other, reading) -> text.append("\n  " + other + ": " + reading));
    return text.toString();
  }
}
