package dev.ashlar.http.server.options;

/// Takes two texts with an equals sign between them; the second may have more of those, and may be
/// empty. White space around each is left out.
///
/// @param left what the help calls the first
/// @param right what the help calls the second
public record PairText(String left, String right) implements Converter<PairText.Pair> {
  /// The texts of a pair.
  public record Pair(String left, String right) {}

  @Override
  public Pair convert(String text) throws UnacceptableException {
    int equals = text.indexOf('=');
    String first = text.substring(0, Math.max(equals, 0)).strip();
    if (first.isEmpty()) {
      throw new UnacceptableException(left + "=" + right);
    }
    return new Pair(first, text.substring(equals + 1).strip());
  }
}
