package dev.ashlar.http.server.connection;

import dev.ashlar.http.server.api.Headroom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The seam between a connection's states and what carries its bytes. Never blocks.
///
/// A transport that encrypts would map its own needs here: its [#readInterest] may be to write
/// during a handshake, and its [#transfer] copies instead of handing a file to the kernel.
///
/// Called by the connection's owner only, whichever thread that is.
interface Transport extends Headroom.Output {
  /// Reads what has arrived. Returns the number of bytes, 0 when there is none now, -1 at the end
  /// of the client's output.
  int read(ByteBuffer target) throws IOException;

  /// Writes what the peer can take. Returns the number of bytes; fewer than remaining means full.
  @Override
  int write(ByteBuffer source) throws IOException;

  /// Sends a region of a file. Returns the number of bytes; 0 means full, or a file that has
  /// shrunk.
  ///
  /// @throws IOException if the connection is broken
  /// @throws java.io.UncheckedIOException if the file cannot be read, which is a fault of the
  ///   server
  long transfer(FileChannel file, long position, long count) throws IOException;

  /// Whether so many clients are in the middle of a response that the kernel should keep little for
  /// each ([Senders#many]).
  boolean isCrowded();

  /// From now on the kernel sends what is written at once, and does not wait until the peer has
  /// confirmed what came before (`TCP_NODELAY`). Otherwise that begins with the second write: a
  /// connection that ends after the first one does without the system call.
  void writePromptly();

  /// The peer has sent a part of a request, and is told at once that it has arrived. Otherwise the
  /// kernel waits some 40 ms for a response that could say so, and with the rest of the request
  /// waits a peer that holds small packets up until the ones before are confirmed (RFC 9293
  /// §3.7.4).
  void confirm();

  /// A response has been taken whole.
  void sent();

  /// The selection operations to wait for before [#read] can make progress.
  int readInterest();

  /// The selection operations to wait for before [#write] or [#transfer] can make progress.
  int writeInterest();

  /// Tells the peer that no more will come; reading goes on (RFC 9112 §9.6).
  void shutdownOutput() throws IOException;

  /// Ends it.
  ///
  /// @param cutShort whether a response is cut. Then the connection is reset: after an ordinary
  ///   end, content that is delimited by the end of the connection would look whole (RFC 9112 §8),
  ///   and the kernel would keep what a client that reads nothing has not read
  void close(boolean cutShort) throws IOException;
}
