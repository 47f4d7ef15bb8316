package dev.ashlar.http.server.connection;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// What a connection waits for at its selector. It is registered when it has to wait for the first
/// time: a connection whose only request is answered at once never is, which saves system calls.
///
/// Touched by the leader only; a worker that owns the connection may ask [#waitsFor].
final class Registration {
  private final SelectorLoop loop;
  private final SocketChannel channel;
  private final Transport transport;
  private final LoopMember member;
  private @Nullable SelectionKey key;
  private int operations;

  /// @param transport over that channel
  /// @param member that is told when the channel is ready
  Registration(SelectorLoop loop, SocketChannel channel, Transport transport, LoopMember member) {
    this.loop = loop;
    this.channel = channel;
    this.transport = transport;
    this.member = member;
  }

  /// Waits for these from now on.
  ///
  /// @param wanted those of [SelectionKey], or 0 for none
  /// @throws java.io.UncheckedIOException if the channel has been closed
  void waitFor(int wanted) {
    if (operations == wanted) {
      return;
    }
    operations = wanted;
    SelectionKey registered = key;
    if (registered == null) {
      transport.writePromptly();
      key = loop.register(channel, wanted, member);
    } else {
      registered.interestOps(wanted);
    }
  }

  /// Whether it waits for exactly these.
  boolean waitsFor(int some) {
    return operations == some;
  }

  /// Whether the selector knows the channel.
  boolean begun() {
    return key != null;
  }

  /// Ends it: the selector lets go of the channel in the next round. Closed before that, the
  /// channel would have to be shut down, too.
  ///
  /// @return false if the selector does not know the channel
  boolean cancel() {
    SelectionKey registered = key;
    if (registered != null) {
      registered.cancel();
    }
    return registered != null;
  }
}
