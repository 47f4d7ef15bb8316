package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.api.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that ask for files and read nothing.
class UnreadBodiesTest {
  @TempDir Path folder;

  @Test
  void countAFileOnceForAllItsClients() {
    UnreadBodies bodies = new UnreadBodies(20);
    Content.Unread first = bodies.of(10);
    Content.Unread second = bodies.of(10);
    first.begun();
    first.begun();
    assertFalse(bodies.areMany());
    second.begun();
    assertTrue(bodies.areMany());
    first.ended();
    assertTrue(bodies.areMany(), "one client has not read it yet");
    first.ended();
    assertFalse(bodies.areMany());
  }

  private void write(String name) throws IOException {
    Path path = Files.writeString(folder.resolve(name), "0123456789");
    Files.setLastModifiedTime(path, FileTime.from(Site.LONG_AGO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=0-9", "bytes=1-2", "bytes=1-2,5-6"})
  void letNothingBeLoadedWhereTheyHaveTheirShare(String range) throws IOException {
    write("a.txt");
    write("b.txt");
    write("c.txt");
    try (Site site = new Site(folder, FileOptions.builder().unreadBytes(10).build())) {
      Content.Bytes unread = bytesOf(site.get("/a.txt", "Range: " + range).response().content());
      assertEquals(200, site.get("/b.txt").status(), "nobody is known not to read");

      unread.unread().begun();
      Site.Answered refused = site.get("/c.txt");
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("Retry-After"));
      assertNotNull(refused.response().refusal());
      assertEquals(200, site.get("/b.txt").status(), "it is in memory");
      assertEquals(404, site.get("/d.txt").status());

      unread.unread().ended();
      assertEquals("0123456789", site.get("/c.txt").text());
    }
  }

  /// The cache closes one of them for another, but who does not read it keeps it open.
  @Test
  void letNoOtherBeOpenedWhereTheyHaveAllDescriptors() throws IOException {
    FileOptions few = FileOptions.builder().openFiles(1).descriptors(2).build();
    try (Site site = new Site(folder, few)) {
      for (String name : new String[] {"a", "b", "c"}) {
        site.write(name, "x".repeat(100_000));
      }
      Site.Answered unread = site.get("/a");
      assertEquals(100_000, site.get("/b").bytes().length);

      Site.Answered refused = site.get("/c");
      assertEquals(503, refused.status());
      assertEquals("1", refused.field("Retry-After"));
      assertNotNull(refused.response().refusal());
      assertEquals(100_000, site.get("/b").bytes().length, "it is open");

      unread.response().content().close();
      for (int i = 0; i < 3; i++) {
        assertEquals(100_000, site.get("/c").bytes().length);
        assertEquals(100_000, site.get("/a").bytes().length);
      }
    }
  }

  private static Content.Bytes bytesOf(Content content) {
    return content instanceof Content.Sequence(var parts)
        ? assertInstanceOf(Content.Bytes.class, parts.get(2))
        : assertInstanceOf(Content.Bytes.class, content);
  }
}
