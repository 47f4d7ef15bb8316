package dev.ashlar.http.server.representation;

import dev.ashlar.http.server.api.Content;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A file that never changes once it is there, and is opened anew for each piece that is sent. A
/// client that reads slowly then holds neither memory nor a descriptor. Slower than the other
/// bodies.
///
/// @param path of a regular file, and no link
/// @param length of the file, in bytes
public record UnopenedFile(Path path, long length) implements Body {
  @Override
  public Content region(long position, long count) {
    return new Region(path, position, count);
  }

  /// For one response.
  private static final class Region implements Content.Source {
    private final Path path;
    private final long length;
    private final long end;
    private long at;

    Region(Path path, long position, long length) {
      this.path = path;
      this.length = length;
      this.end = position + length;
      this.at = position;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public boolean read(ByteBuffer target) throws IOException {
      if (at == end) {
        return false;
      }
      ByteBuffer room =
          target.slice(target.position(), (int) Math.min(target.remaining(), end - at));
      try (FileChannel file =
          FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
        if (!Body.fill(room, file, at)) {
          throw new EOFException("the file is shorter than it was");
        }
      }
      at += room.position();
      target.position(target.position() + room.position());
      return true;
    }
  }
}
