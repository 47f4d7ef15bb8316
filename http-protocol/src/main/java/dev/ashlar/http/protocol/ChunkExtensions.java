package dev.ashlar.http.protocol;

/// Checks chunk extensions octet by octet (RFC 9112 §7.1.1); what they say is ignored.
///
/// ```text
///   chunk-ext = *( BWS ";" BWS chunk-ext-name [ BWS "=" BWS ( token / quoted-string ) ] )
/// ```
final class ChunkExtensions {
  private enum State {
    START,
    BEFORE_NAME,
    NAME,
    AFTER_NAME,
    BEFORE_VALUE,
    VALUE,
    QUOTED,
    ESCAPED,
    QUOTED_END,
    AFTER_VALUE,
    MALFORMED
  }

  private State state = State.START;

  /// Begins at the end of a chunk's size.
  void begin() {
    state = State.START;
  }

  /// Reads one octet; false if it cannot stand there.
  boolean accept(byte octet) {
    state = next(octet);
    return state != State.MALFORMED;
  }

  /// Whether the line may end here. White space must be followed by something.
  boolean mayEnd() {
    return switch (state) {
      case START, NAME, VALUE, QUOTED_END -> true;
      default -> false;
    };
  }

  private State next(byte octet) {
    boolean space = Octets.isWhitespace(octet);
    boolean token = Octets.is(Octets.TOKEN, octet);
    return switch (state) {
      case START, AFTER_VALUE -> space ? State.AFTER_VALUE : separator(octet);
      case BEFORE_NAME -> space ? State.BEFORE_NAME : token ? State.NAME : State.MALFORMED;
      case NAME -> token ? State.NAME : space ? State.AFTER_NAME : equalsOrSeparator(octet);
      case AFTER_NAME -> space ? State.AFTER_NAME : equalsOrSeparator(octet);
      case BEFORE_VALUE -> {
        if (octet == '"') {
          yield State.QUOTED;
        }
        yield space ? State.BEFORE_VALUE : token ? State.VALUE : State.MALFORMED;
      }
      case VALUE -> token ? State.VALUE : space ? State.AFTER_VALUE : separator(octet);
      case QUOTED -> inQuotes(octet);
      case ESCAPED -> isText(octet) ? State.QUOTED : State.MALFORMED;
      case QUOTED_END -> space ? State.AFTER_VALUE : separator(octet);
      case MALFORMED -> State.MALFORMED;
    };
  }

  private static State inQuotes(byte octet) {
    return switch (octet) {
      case '"' -> State.QUOTED_END;
      case '\\' -> State.ESCAPED;
      default -> isText(octet) ? State.QUOTED : State.MALFORMED;
    };
  }

  private static boolean isText(byte octet) {
    return Octets.is(Octets.FIELD_VALUE, octet);
  }

  private static State separator(byte octet) {
    return octet == ';' ? State.BEFORE_NAME : State.MALFORMED;
  }

  private static State equalsOrSeparator(byte octet) {
    return octet == '=' ? State.BEFORE_VALUE : separator(octet);
  }
}
