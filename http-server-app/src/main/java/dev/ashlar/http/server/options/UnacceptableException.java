package dev.ashlar.http.server.options;

/// A text is not what an option takes.
public final class UnacceptableException extends Exception {
  private static final long serialVersionUID = 1;

  /// Says what the option takes, as the end of a sentence that begins with "must be".
  public UnacceptableException(String allowed) {
    super(allowed, null, false, false);
  }
}
