package dev.ashlar.http.security;

import java.io.IOException;

/// The tree was changed between looking and opening. Never leaves this package: the walk starts
/// over.
final class TreeChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  TreeChangedException(String message) {
    super(message);
  }

  /// It is caught at once and thrown often by whoever changes the tree: no stack trace.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
