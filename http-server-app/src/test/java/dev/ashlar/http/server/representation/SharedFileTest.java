package dev.ashlar.http.server.representation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Content.FileRegion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {
  private static final String TEXT = "0123456789";
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.123456789Z");

  @TempDir Path folder;
  private Path path;
  private ConfinedDirectory directory;
  private OpenFile file;
  private long nanos = -1L << 60; // as System.nanoTime may be, which counts from anywhere

  @BeforeEach
  void open() throws IOException {
    path = Files.writeString(folder.resolve("file"), TEXT);
    Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    directory = ConfinedDirectory.open(folder, LinkPolicy.NONE);
    file = (OpenFile) directory.lookup(List.of("file"));
  }

  @AfterEach
  void close() throws IOException {
    directory.close();
    file.close();
  }

  private SharedFile shared() {
    return new SharedFile(
        file,
        new StampConstancy(directory, List.of("file"), file.stamp(), () -> nanos),
        null,
        () -> {});
  }

  private void passTheInterval() {
    nanos += StampConstancy.INTERVAL.toNanos();
  }

  private static FileRegion region(SharedFile shared, long position, long count) {
    return (FileRegion) Objects.requireNonNull(shared.region(position, count));
  }

  private static String read(FileRegion region) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    region.file().transferTo(region.position(), region.length(), Channels.newChannel(bytes));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void givesRegions() throws IOException {
    SharedFile shared = new SharedFile(file);

    assertEquals(10, shared.length());
    assertEquals(TEXT, read(region(shared, 0, 10)));
    assertEquals("345", read(region(shared, 3, 3)));
  }

  @Test
  void staysOpenUntilTheOwnerAndTheLastRegionAreDone() throws IOException {
    SharedFile shared = new SharedFile(file);
    Content first = region(shared, 0, 10);
    Content second = region(shared, 0, 10);

    first.close();
    first.close();
    shared.close();
    shared.close();
    assertTrue(file.channel().isOpen(), "the second region is in use");

    second.close();
    assertFalse(file.channel().isOpen());
    assertNull(shared.region(0, 10));
  }

  @Test
  void endsARegionThatDidNotChange() throws IOException {
    FileRegion region = region(shared(), 0, 10);
    passTheInterval();

    assertEquals(TEXT, read(region));
  }

  @Test
  void refusesTheEndOfARegionWhenTheFileWasWrittenTo() throws IOException {
    FileRegion region = region(shared(), 0, 10);
    FileChannel channel = region.file();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    channel.transferTo(0, 5, Channels.newChannel(sent));
    Files.writeString(path, "abcdefghij");
    Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
    passTheInterval();

    assertThrows(IOException.class, () -> channel.transferTo(5, 5, Channels.newChannel(sent)));
    assertThrows(IOException.class, () -> channel.read(ByteBuffer.allocate(5), 5));
    assertEquals("01234", sent.toString(StandardCharsets.UTF_8));
  }

  @Test
  void refusesTheEndWhenTheFileGrewOrShrank() throws IOException {
    SharedFile shared = shared();
    Files.writeString(path, "more", StandardOpenOption.APPEND);
    passTheInterval();
    FileRegion first = region(shared, 0, 10);
    FileRegion second = region(shared, 0, 10);
    assertThrows(IOException.class, () -> read(first));
    Files.writeString(path, TEXT);
    assertThrows(IOException.class, () -> read(second), "what was mixed stays so");
  }

  /// What a response has of it may be from between.
  @Test
  void refusesTheEndOfARegionThoughTheFileIsAgainWhatItWas() throws IOException {
    SharedFile shared = shared();
    FileRegion first = region(shared, 0, 10);
    FileRegion second = region(shared, 0, 10);
    Files.writeString(path, "more", StandardOpenOption.APPEND);
    passTheInterval();
    assertThrows(IOException.class, () -> read(first));
    Files.writeString(path, TEXT);
    Files.setLastModifiedTime(path, FileTime.from(LONG_AGO));
    passTheInterval();

    assertThrows(IOException.class, () -> read(second));
  }

  /// However many responses there are.
  @Test
  void looksOnceInAnInterval() throws IOException {
    SharedFile shared = shared();
    passTheInterval();
    assertEquals(TEXT, read(region(shared, 0, 10)));
    Files.writeString(path, "more", StandardOpenOption.APPEND);
    nanos += StampConstancy.INTERVAL.toNanos() - 1;
    assertEquals(TEXT, read(region(shared, 0, 10)));
    nanos++;

    assertThrows(IOException.class, () -> read(region(shared, 0, 10)));
  }

  @Test
  void givesNoRegionOfAFileThatWasFoundChanged() throws IOException {
    SharedFile shared = shared();
    FileRegion region = region(shared, 0, 10);
    Files.writeString(path, "more", StandardOpenOption.APPEND);
    passTheInterval();
    assertThrows(IOException.class, () -> read(region));

    assertNull(shared.region(0, 10));

    region.close();
    shared.close();
    assertFalse(file.channel().isOpen());
  }

  @Test
  void endsARegionOfAFileThatWasRemovedOrReplaced() throws IOException {
    SharedFile shared = shared();
    Files.delete(path);
    passTheInterval();
    assertEquals(TEXT, read(region(shared, 0, 10)));

    Path other = Files.writeString(folder.resolve("other"), "abcdefghij");
    Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
    passTheInterval();
    assertEquals(TEXT, read(region(shared, 0, 10)));
  }

  @Test
  void looksBeforeTheEndOfARegionOnly() throws IOException {
    int[] looks = {0};
    SharedFile shared =
        new SharedFile(
            file,
            () -> {
              looks[0]++;
              return true;
            },
            null,
            () -> {});
    FileRegion region = region(shared, 0, 10);
    region.file().transferTo(0, 5, Channels.newChannel(new ByteArrayOutputStream()));
    assertEquals(0, looks[0], "not before the end");
    read(region);
    assertEquals(1, looks[0]);
  }

  /// Its granules are of two pages, and no piece ends where one of them does.
  @Test
  void notesPiecesThatFollowEachOtherAsOne() throws IOException {
    long length = 512L << 20;
    RecentlyRead reads = new RecentlyRead(length, () -> nanos);
    SharedFile shared = new SharedFile(file, () -> true, reads, () -> {});
    ByteBuffer three = ByteBuffer.allocate(3);
    FileChannel channel = region(shared, 0, 10).file();
    assertEquals(2 << 12, reads.step());
    try (FileChannel whole = sparse(length)) {
      FileChannel sparse = new SteadyChannel(whole, length, () -> true, reads);
      for (long at = 100; at < 40_000; at += 5_000) {
        assertEquals(5_000, sparse.read(ByteBuffer.allocate(5_000), at));
      }
    }

    assertTrue(reads.isLikely(8_192, 24_576));
    assertFalse(reads.isLikely(0, 8_192), "its beginning was not read");
    assertEquals(3, channel.read(three, 0));
    assertFalse(reads.isLikely(0, 3), "three bytes of two pages");
  }

  private FileChannel sparse(long length) throws IOException {
    FileChannel sparse =
        FileChannel.open(
            folder.resolve("sparse"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    sparse.write(ByteBuffer.allocate(1), length - 1);
    return sparse;
  }

  @Test
  void notesThatReadingWasSlowEvenIfItFailed() throws IOException {
    RecentlyRead reads = new RecentlyRead(10, () -> nanos);
    SharedFile shared =
        new SharedFile(
            file,
            () -> {
              nanos += 2 * RecentlyRead.SLOW.toNanos();
              return false;
            },
            reads,
            () -> {});
    reads.add(0, 10, nanos);
    FileRegion region = region(shared, 0, 10);
    assertFalse(region.mayBlock());

    assertThrows(IOException.class, () -> read(region));
    assertTrue(region.mayBlock());
  }

  @Test
  void isReadByPositionOnly() throws IOException {
    FileChannel channel = region(shared(), 0, 10).file();

    assertEquals(10, channel.size());
    assertThrows(UnsupportedOperationException.class, () -> channel.read(ByteBuffer.allocate(1)));
    assertThrows(
        UnsupportedOperationException.class, () -> channel.write(ByteBuffer.allocate(1), 0));
    assertThrows(UnsupportedOperationException.class, channel::position);
    channel.close();
    assertTrue(file.channel().isOpen(), "the view is not the file");
  }
}
