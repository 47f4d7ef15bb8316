package dev.ashlar.http.server.uploads;

import java.io.IOException;

/// An upload cannot be read now: it has no file yet, and there is no memory for it.
final class NoMemoryException extends IOException {
  private static final long serialVersionUID = 1;
}
