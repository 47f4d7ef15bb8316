package dev.ashlar.http.server.files;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FileStamp;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Headroom;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.RecentlyRead;
import dev.ashlar.http.server.representation.SharedFile;
import dev.ashlar.http.server.representation.StampConstancy;
import dev.ashlar.http.server.representation.TooMuchUnreadException;
import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.resources.Resources;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Makes the bytes of files available: those of small files in memory, large files open. Knows how
/// much of each clients that do not read may hold.
///
/// Safe for use by several threads.
final class BodyLoader {
  private final ConfinedDirectory directory;
  private final LongSupplier nanoTime;
  private final boolean inline;
  private final BodyMemory memory;
  private final UnreadBodies unread;
  private final Budget descriptors;

  BodyLoader(ConfinedDirectory directory, FileOptions options, LongSupplier nanoTime) {
    this.directory = directory;
    this.nanoTime = nanoTime;
    this.inline = options.inline();
    // By default the JVM grants as much direct memory as heap. Connections need most of that, for a
    // buffer each, so bodies have a quarter at most.
    this.memory =
        new BodyMemory(Math.min(options.cacheBytes(), Runtime.getRuntime().maxMemory() / 4));
    this.unread = new UnreadBodies(options.unreadBytes());
    this.descriptors = new Budget(options.descriptors());
  }

  /// Loads a file into memory, or keeps it open if it is large. Blocks on the file system.
  ///
  /// @param segments the file's path
  /// @param file owned by this call from now on
  /// @throws FileChangedException if the file changes meanwhile
  /// @throws TooMuchUnreadException if clients that do not read have too many others in memory, or
  ///   open
  Body load(List<String> segments, OpenFile file) throws IOException {
    FileStamp stamp = file.stamp();
    if (stamp.size() > Body.MEMORY_LIMIT) {
      return keepOpen(segments, file);
    }
    try (file) {
      if (unread.areMany()) {
        throw new TooMuchUnreadException();
      }
      ByteBuffer place = memory.allocate((int) stamp.size());
      if (!Body.fill(place.slice(), file.channel())
          || !directory.stamp(segments).equals(Optional.of(stamp))) {
        throw new FileChangedException(String.join("/", segments));
      }
      return inMemory(place);
    }
  }

  /// The cache closes what it keeps open when it needs the descriptor for another file, but
  /// responses that are still sent from it keep it open.
  private Body keepOpen(List<String> segments, OpenFile file) throws IOException {
    try {
      // Made first: where there is no memory for it, nothing has been taken.
      Body open = shared(segments, file);
      if (!descriptors.take(1)) {
        throw new TooMuchUnreadException();
      }
      return open;
    } catch (IOException | RuntimeException | Error e) {
      Resources.closeAfter(e, file);
      throw e;
    }
  }

  private Body shared(List<String> segments, OpenFile file) {
    FileStamp stamp = file.stamp();
    StampConstancy constancy = new StampConstancy(directory, segments, stamp, nanoTime);
    RecentlyRead reads = inline ? new RecentlyRead(stamp.size(), nanoTime) : null;
    return new SharedFile(file, constancy, reads, () -> descriptors.giveBack(1));
  }

  /// The body with bytes that were made here.
  Body of(byte[] content) {
    ByteBuffer place = memory.allocate(content.length);
    place.slice().put(content);
    return inMemory(place);
  }

  /// The body whose place has been filled.
  private Body inMemory(ByteBuffer place) {
    Content.Unread counted = unread.of(place.capacity());
    return new Body.InMemory(new Content.Bytes(new Headroom(place), counted));
  }
}
