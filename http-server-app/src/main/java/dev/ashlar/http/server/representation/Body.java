package dev.ashlar.http.server.representation;

import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Headroom;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/// Where the bytes of a representation are, so that any part of them can be sent, any number of
/// times.
///
/// Safe for use by several threads.
public sealed interface Body extends Closeable permits Body.InMemory, SharedFile, UnopenedFile {
  /// Up to this size a file is read into memory, so that head and content leave in one write; a
  /// larger one is sent by the kernel from its own cache. In bytes.
  int MEMORY_LIMIT = 64 * 1024;

  /// The content of an open file that never changes once it is there.
  ///
  /// @param file owned by the body from now on; closed at once if it is small
  /// @throws IOException if it cannot be read, or is shorter than its stamp says
  static Body of(OpenFile file) throws IOException {
    if (file.stamp().size() > MEMORY_LIMIT) {
      return new SharedFile(file);
    }
    try (file) {
      ByteBuffer bytes = ByteBuffer.allocate((int) file.stamp().size());
      if (!fill(bytes, file.channel())) {
        throw new EOFException("the file is shorter than it was when it was opened");
      }
      return new InMemory(bytes.flip());
    }
  }

  /// Fills a buffer with a file's first bytes.
  ///
  /// @return false if the file has fewer
  static boolean fill(ByteBuffer target, FileChannel file) throws IOException {
    return fill(target, file, 0);
  }

  /// The same, from another place in the file than its beginning.
  ///
  /// @param position in the file of what is the target's first byte
  static boolean fill(ByteBuffer target, FileChannel file, long position) throws IOException {
    while (target.hasRemaining()) {
      if (file.read(target, position + target.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  /// How many bytes there are.
  long length();

  /// A region of the bytes as content.
  ///
  /// @param position of the first byte, 0 or more
  /// @param count how many; `position + count` is at most [#length]
  /// @return content that stays valid when this body is closed; null if this body is closed already
  ///   and no response sends from it any more, or if its file was found changed
  @Nullable Content region(long position, long count);

  /// Gives up this body; contents that were taken from it stay valid.
  @Override
  default void close() throws IOException {}

  /// Bytes in memory, which the garbage collector frees when the last content is gone.
  ///
  /// @param whole all of them
  record InMemory(Content.Bytes whole) implements Body {
    /// The buffer's remaining bytes, which must not change any more.
    public InMemory(ByteBuffer bytes) {
      this(new Content.Bytes(bytes));
    }

    @Override
    public long length() {
      return whole.length();
    }

    @Override
    public Content region(long position, long count) {
      return count == length()
          ? whole
          : new Content.Bytes(
              whole.bytes().slice((int) position, (int) count), Headroom.NONE, whole.unread());
    }
  }
}
