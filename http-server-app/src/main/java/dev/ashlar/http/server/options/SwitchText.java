package dev.ashlar.http.server.options;

/// Takes `true` and `false`.
record SwitchText() implements Converter<Boolean> {
  @Override
  public Boolean convert(String text) throws UnacceptableException {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new UnacceptableException("true or false");
    };
  }

  /// The opposite of a text; what is neither stays as it is.
  static String opposite(String text) {
    return switch (text) {
      case "true" -> "false";
      case "false" -> "true";
      default -> text;
    };
  }
}
