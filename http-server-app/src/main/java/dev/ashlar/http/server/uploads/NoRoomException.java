package dev.ashlar.http.server.uploads;

import java.io.IOException;

/// Content cannot be written because the disk is nearly full.
final class NoRoomException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param detail a sentence for the client
  NoRoomException(String detail) {
    super(detail);
  }
}
