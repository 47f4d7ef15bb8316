package dev.ashlar.http.security.tree;

import java.io.IOException;

/// The tree was changed between looking and opening. No caller sees it: the walk begins again.
/// over.
public final class TreeChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what was changed
  public TreeChangedException(String message) {
    super(message);
  }

  /// It is caught at once and thrown often by whoever changes the tree: no stack trace.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
