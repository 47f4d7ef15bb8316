package dev.ashlar.http.server.files;

import dev.ashlar.http.server.api.Content;
import java.nio.ByteBuffer;

/// Content of no length, in a sequence with others, that does something when they are closed: once,
/// however often that is.
///
/// Used by the owner of the response only.
public final class CloseAction implements Content.Source {
  private final Runnable action;
  private boolean closed;

  /// @param action runs on the thread that closes the response
  public CloseAction(Runnable action) {
    this.action = action;
  }

  @Override
  public long length() {
    return 0;
  }

  @Override
  public boolean mayBlock() {
    return false;
  }

  @Override
  public boolean read(ByteBuffer target) {
    return false;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      action.run();
    }
  }
}
