package dev.ashlar.http.server.files;

import java.io.IOException;

/// There is no memory for a file now, because clients do not read others.
final class NoMemoryException extends IOException {
  private static final long serialVersionUID = 1;
}
