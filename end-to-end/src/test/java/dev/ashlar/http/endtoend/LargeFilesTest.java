package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeFilesTest {
  private static final long HUGE = 3L << 30;
  private static final long[] MARKS = {0, 65_536, (1L << 31) - 1, (1L << 31) + 5, HUGE - 1};
  private static final long LONG = 256L << 20;

  @RegisterExtension static final SharedServer SERVER = new SharedServer(LargeFilesTest::fill);

  private static void fill(Site site) {
    site.sparseFile("huge.bin", HUGE)
        .sparseFile("shrinks.bin", LONG)
        .sparseFile("grows.bin", LONG)
        .sparseFile("slow.bin", LONG)
        .file("small.txt", "small");
    try (var file = new RandomAccessFile(site.root().resolve("huge.bin").toFile(), "rw")) {
      for (long mark : MARKS) {
        file.seek(mark);
        file.write('#');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void streamsMoreThanTwoGibibytes(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      Reply head = wire.send("GET /huge.bin HTTP/1.1\nHost: {host}\n\n").readHead().expect(200);
      assertEquals(HUGE, Long.parseLong(head.field("Content-Length")));
      List<Long> marks = new ArrayList<>();
      byte[] piece = new byte[1 << 16];
      byte[] zeros = new byte[1 << 16];
      for (long at = 0; at < HUGE; ) {
        int read = wire.readSome(piece);
        assertTrue(read > 0, "the end comes too early");
        int from = 0;
        for (int next; (next = Arrays.mismatch(piece, from, read, zeros, from, read)) >= 0; ) {
          assertEquals('#', piece[from + next]);
          marks.add(at + from + next);
          from += next + 1;
        }
        at += read;
      }
      assertEquals(Arrays.stream(MARKS).boxed().toList(), marks);
      wire.send("GET /small.txt HTTP/1.1\nHost: {host}\n\n").read().expect(200);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 65_536, (1L << 31) - 1, (1L << 31) + 5})
  void servesRangesBeyondTwoGibibytes(long mark, AshlarProcess server) {
    String field = "Range: bytes=" + mark + "-" + (mark + 2);
    Reply reply =
        server.exchange("GET /huge.bin HTTP/1.1\nHost: {host}\n" + field + "\n\n").expect(206);
    assertEquals("#\0\0", reply.text());
    String range = "bytes " + mark + "-" + (mark + 2) + "/" + HUGE;
    assertEquals(range, reply.field("Content-Range"));
  }

  /// The client must see that something is missing: the connection ends before the announced
  /// length.
  @Test
  void cutsTheResponseWhenTheFileShrinks(AshlarProcess server) throws IOException {
    try (Wire wire = server.connect()) {
      wire.send("GET /shrinks.bin HTTP/1.1\nHost: {host}\n\n").readHead().expect(200);
      truncate("shrinks.bin", 1 << 20);
      assertTrue(readToEndOrReset(wire) < LONG);
    }
    server.get("/small.txt").expect(200);
  }

  private static long readToEndOrReset(Wire wire) {
    byte[] bytes = new byte[1 << 16];
    long length = 0;
    try {
      for (int read = wire.readSome(bytes); read >= 0; read = wire.readSome(bytes)) {
        length += read;
      }
    } catch (UncheckedIOException e) {
      // A reset is a visible cut, too.
    }
    return length;
  }

  private static void truncate(String name, long size) throws IOException {
    Path path = SERVER.folder().resolve("site").resolve(name);
    try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.truncate(size);
    }
  }

  @Test
  void sendsTheAnnouncedLengthWhenTheFileGrows(AshlarProcess server) throws IOException {
    try (Wire wire = server.connect()) {
      wire.send("GET /grows.bin HTTP/1.1\nHost: {host}\nConnection: close\n\n");
      wire.readHead().expect(200);
      Path path = SERVER.folder().resolve("site/grows.bin");
      try (var file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(LONG + 1000);
      }
      assertTrue(readToEndOrReset(wire) <= LONG);
    }
  }

  /// More clients that do not read than there are workers.
  @Test
  void servesOthersWhileClientsDoNotRead(AshlarProcess server) {
    List<Wire> slow = new ArrayList<>();
    try {
      for (int client = 0; client < 50; client++) {
        slow.add(server.connect().send("GET /slow.bin HTTP/1.1\nHost: {host}\n\n"));
        slow.getLast().readHead().expect(200);
      }
      for (int request = 0; request < 50; request++) {
        server.get("/small.txt").expect(200);
        server.upload("[]").expect(201);
      }
    } finally {
      slow.forEach(Wire::reset);
    }
  }
}
