package dev.ashlar.http.server.representation;

import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.resources.Budget;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Content without bytes that is put into a [Content.Sequence] with others, so that something is
/// done when the response ends: the action runs when the sequence is closed, and only the first
/// time.
///
/// Used by the owner of the response only.
public final class CloseAction implements Content.Source {
  private final Runnable action;
  private boolean closed;

  /// @param action runs on the thread that closes the response
  public CloseAction(Runnable action) {
    this.action = action;
  }

  /// Takes a part of a budget for one response, and gives it back when the response is closed.
  ///
  /// @return null if there is not so much left in the budget
  static @Nullable CloseAction holding(Budget budget, long amount) {
    // Made first: where there is no memory for it, nothing has been taken.
    CloseAction giveBack = new CloseAction(() -> budget.giveBack(amount));
    return budget.take(amount) ? giveBack : null;
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
