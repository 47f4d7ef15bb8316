package dev.ashlar.http.server.files;

import java.io.IOException;

/// A file was written to while it was opened or read, so that what was read may be a mix of two
/// states.
final class FileChangedException extends IOException {
  private static final long serialVersionUID = 1;

  FileChangedException(String path) {
    super("changed while it was opened or read: " + path);
  }
}
