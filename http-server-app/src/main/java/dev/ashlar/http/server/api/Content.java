package dev.ashlar.http.server.api;

import dev.ashlar.http.server.resources.Resources;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;

/// A response's content: bytes, a region of a file, several in a row, or a source that is asked for
/// more whenever the socket can take it.
///
/// The server closes a content exactly once, whether it was sent, sent in part, or not at all.
public sealed interface Content extends Closeable {
  /// The length of content that is not known before it has been produced.
  long UNKNOWN_LENGTH = -1;

  /// No content. A method, because a constant here and the class that it is of would initialize
  /// each other.
  static Content none() {
    return Bytes.NONE;
  }

  /// Its length in bytes, or [#UNKNOWN_LENGTH].
  long length();

  /// Whether producing its bytes may block, so that only a worker may send it.
  boolean mayBlock();

  /// Releases what it holds.
  @Override
  default void close() throws IOException {}

  /// Content from a string, in UTF-8.
  static Content of(String text) {
    return new Bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Bytes in memory. The buffer is never changed and may be shared by any number of responses; a
  /// direct buffer saves a copy, and room in front of it another.
  ///
  /// @param bytes all of them
  /// @param headroom in front of them, or [Headroom#NONE]
  /// @param unread is told of clients that do not read them, or [Unread#NOBODY]
  record Bytes(ByteBuffer bytes, Headroom headroom, Unread unread) implements Content {
    private static final Content NONE = new Bytes(ByteBuffer.allocate(0));

    /// Takes a read-only view of the buffer's remaining bytes.
    ///
    /// @throws IllegalArgumentException if the room is in front of other bytes
    public Bytes {
      bytes = bytes.slice().asReadOnlyBuffer();
      if (headroom.size() > 0 && !headroom.content().equals(bytes)) {
        throw new IllegalArgumentException("the room is in front of other bytes");
      }
    }

    /// The buffer's remaining bytes, without room for a head.
    public Bytes(ByteBuffer bytes) {
      this(bytes, Headroom.NONE, Unread.NOBODY);
    }

    /// All bytes behind the room.
    ///
    /// @param unread is told of clients that do not read them
    public Bytes(Headroom headroom, Unread unread) {
      this(headroom.content(), headroom, unread);
    }

    /// All bytes behind the room.
    public Bytes(Headroom headroom) {
      this(headroom, Unread.NOBODY);
    }

    @Override
    public long length() {
      return bytes.remaining();
    }

    @Override
    public boolean mayBlock() {
      return false;
    }
  }

  /// Is told while clients do not read bytes as fast as they come, and so keep them in memory,
  /// whether their owner still needs them or not. Called by any thread, and does not block.
  interface Unread {
    /// Nobody wants to know.
    Unread NOBODY =
        new Unread() {
          @Override
          public void begun() {}

          @Override
          public void ended() {}
        };

    /// One response more could not be handed on at once.
    void begun();

    /// One response less: it has been handed on, or given up.
    void ended();
  }

  /// What is known of where the bytes of a file are: in the operating system's memory, or perhaps
  /// on a disk still, for which a thread would have to wait.
  @FunctionalInterface
  interface Residency {
    /// Nothing is known.
    Residency UNKNOWN = (position, count) -> false;

    /// Whether these bytes are almost certainly in memory. Asked by the selector's thread for each
    /// piece that it could send itself, which others wait for if it is wrong. Does not block.
    ///
    /// @param position of the first byte in the file
    /// @param count how many
    boolean isLikely(long position, long count);
  }

  /// A region of a file, sent by the kernel without a copy through the heap.
  ///
  /// If the file turns out to be shorter than the region, the connection is closed before the
  /// announced length is reached, so that the client sees the cut.
  ///
  /// @param file open for reading; used by position only, so it may be shared
  /// @param position of the first byte, 0 or more
  /// @param length in bytes, 0 or more
  /// @param residency what is known of where the bytes are
  /// @param release called by [#close]; closes the file, or gives back a share of it
  record FileRegion(
      FileChannel file, long position, long length, Residency residency, Closeable release)
      implements Content {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if the position or the length is negative
    public FileRegion {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(residency, "residency");
      Objects.requireNonNull(release, "release");
      if (position < 0 || length < 0) {
        throw new IllegalArgumentException("no region: " + length + " bytes from " + position);
      }
    }

    /// A region of which it is not known whether it is in memory.
    ///
    /// @throws IllegalArgumentException if the position or the length is negative
    public FileRegion(FileChannel file, long position, long length, Closeable release) {
      this(file, position, length, Residency.UNKNOWN, release);
    }

    @Override
    public boolean mayBlock() {
      return mayBlock(0, length);
    }

    /// Whether sending a part of it may block.
    ///
    /// @param offset of the part, from the region's first byte
    /// @param count of its bytes
    public boolean mayBlock(long offset, long count) {
      return !residency.isLikely(position + offset, count);
    }

    @Override
    public void close() throws IOException {
      release.close();
    }
  }

  /// Several contents of known length, one after the other.
  record Sequence(List<Content> parts) implements Content {
    /// Copies the list.
    ///
    /// @throws IllegalArgumentException if the length of a part is not known, or negative
    public Sequence {
      parts = List.copyOf(parts);
      if (parts.stream().anyMatch(part -> part.length() < 0)) {
        throw new IllegalArgumentException("a part of unknown or negative length");
      }
    }

    @Override
    public long length() {
      long sum = 0;
      for (Content part : parts) {
        sum += part.length();
      }
      return sum;
    }

    @Override
    public boolean mayBlock() {
      return parts.stream().anyMatch(Content::mayBlock);
    }

    /// Closes every part, whatever becomes of the others, and throws what failed first; the others
    /// are noted with it.
    @Override
    public void close() throws IOException {
      Resources.closeAll(new ArrayDeque<>(parts));
    }
  }

  /// Content that is produced piece by piece, only as fast as the client takes it.
  ///
  /// One thread at a time calls it, with a happens-before edge between calls; which thread may
  /// change from call to call. [#length] and [#mayBlock] are asked more than once: the length is
  /// the same each time.
  ///
  /// The head has left, or is on its way, when the first bytes are asked for. So for whatever fails
  /// here, and for more or fewer bytes than the length says, the connection is cut, and the client
  /// sees that the content is not whole.
  non-sealed interface Source extends Content {
    /// Puts the next bytes into `target`, at least one.
    ///
    /// @param target valid only during this call; has room for some KiB
    /// @return false when there are no more; nothing was put then
    /// @throws IOException if there are more and they cannot be had
    boolean read(ByteBuffer target) throws IOException;

    @Override
    default long length() {
      return UNKNOWN_LENGTH;
    }

    @Override
    default boolean mayBlock() {
      return true;
    }
  }
}
