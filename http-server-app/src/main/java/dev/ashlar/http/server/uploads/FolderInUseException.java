package dev.ashlar.http.server.uploads;

import java.io.IOException;
import java.nio.file.Path;

/// Another server keeps its uploads in the folder.
final class FolderInUseException extends IOException {
  private static final long serialVersionUID = 1;

  FolderInUseException(Path folder) {
    super("The upload folder " + folder + " is in use by another server; name another one.");
  }
}
