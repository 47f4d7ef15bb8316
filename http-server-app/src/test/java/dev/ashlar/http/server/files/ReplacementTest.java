package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.files.Site.Way;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files that are replaced, as a deployment does, while several threads serve them.
class ReplacementTest {
  private static final int READERS = 3;
  private static final int REQUESTS = 1_500;
  private static final int LARGEST = 3 * Body.MEMORY_LIMIT;

  @TempDir Path folder;

  /// Each state of the file is one letter, as often as its size says, so a mix shows itself; and
  /// each entity tag must belong to one state for ever.
  @ParameterizedTest
  @ValueSource(longs = {0, 1})
  @Timeout(120)
  void neverMixesTwoStates(long revalidationMillis) throws Exception {
    FileOptions options =
        FileOptions.builder()
            .revalidation(Duration.ofMillis(revalidationMillis))
            .openFiles(1)
            .build();
    Map<String, String> states = new ConcurrentHashMap<>();
    AtomicBoolean done = new AtomicBoolean();
    replace(0);
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.NONE);
        StaticFiles files = new StaticFiles(directory, options);
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 1)) {
      Future<?> writer = threads.submit(() -> replaceUntil(done));
      List<Callable<Void>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(() -> read(files, states));
      }
      for (Future<Void> reader : threads.invokeAll(readers)) {
        reader.get();
      }
      done.set(true);
      writer.get();
    }
    assertTrue(states.size() > 1, "the file has changed");
  }

  private Void replaceUntil(AtomicBoolean done) throws IOException {
    for (int i = 1; !done.get(); i++) {
      replace(i);
    }
    return null;
  }

  private void replace(int number) throws IOException {
    int size = new Random(number).nextInt(1, LARGEST);
    Path other = Files.writeString(folder.resolve("other"), letter(number).repeat(size));
    Files.move(
        other,
        folder.resolve("file.bin"),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  private static String letter(int number) {
    return String.valueOf((char) ('a' + number % 26));
  }

  private static Void read(StaticFiles files, Map<String, String> states) throws Exception {
    PathVerdict.Allowed path = new PathVerdict.Allowed(List.of("file.bin"), false);
    for (int i = 0; i < REQUESTS; i++) {
      Request request = Requests.get("/file.bin");
      Response response = files.cached(request);
      if (response == null && files.answer(request, path) instanceof OnWorker(var work)) {
        response = (Response) work.call();
      }
      check(response, states);
    }
    return null;
  }

  private static void check(@Nullable Response response, Map<String, String> states) {
    if (response == null) {
      throw new AssertionError("no response");
    }
    Answered answer = new Answered(Way.WORKER, response);
    if (answer.status() == 503) {
      return;
    }
    assertEquals(200, answer.status());
    byte[] content = answer.bytes();
    for (byte octet : content) {
      if (octet != content[0]) {
        throw new AssertionError("a mix of " + (char) content[0] + " and " + (char) octet);
      }
    }
    String state = content.length + " times " + (char) content[0];
    String known = states.putIfAbsent(answer.field("ETag"), state);
    assertTrue(known == null || known.equals(state), known + ", then " + state);
  }

  @Test
  void leavesNoDescriptorBehind() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    try (Site site = new Site(folder, FileOptions.builder().openFiles(2).build())) {
      for (int i = 0; i < 10; i++) {
        site.write("large" + i, "x".repeat(100_000));
        site.write("large" + i + ".gz", "x".repeat(70_000));
      }
      site.get("/large0").bytes();
      Set<String> before = open(descriptors);
      for (int i = 0; i < 100; i++) {
        site.get("/large" + i % 10, "Accept-Encoding: gzip").bytes();
        site.get("/large" + i % 10, "Range: bytes=0-9,20-29").bytes();
        site.get("/large" + i % 10, "If-None-Match: *").bytes();
        site.pass(Duration.ofSeconds(i % 3));
      }
      site.files().close();
      assertEquals(Set.of(), open(descriptors));
      assertTrue(before.size() <= 2);
    }
  }

  @Test
  void leavesNoDescriptorBehindWhereNothingIsKept() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    try (Site site = new Site(folder, FileOptions.builder().cacheBytes(0).build())) {
      site.write("large", "x".repeat(100_000));
      for (int i = 0; i < 3; i++) {
        assertEquals(100_000, site.get("/large").bytes().length);
      }
      assertEquals(Set.of(), open(descriptors));
    }
  }

  @Test
  void keepsNoMoreDescriptorsOpenThanItMayHoweverManyFormsAFileHas() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors));
    try (Site site = new Site(folder, FileOptions.builder().openFiles(8).build())) {
      for (int i = 0; i < 10; i++) {
        for (String form : List.of("", ".br", ".zst", ".gz")) {
          site.write("large" + i + ".js" + form, "x".repeat(70_000));
        }
        assertEquals(70_000, site.get("/large" + i + ".js").bytes().length);
      }
      assertEquals(8, open(descriptors).size());
      assertEquals(2, site.files().cachedFiles());
    }
  }

  /// Which of the files here are open.
  private Set<String> open(Path descriptors) throws IOException {
    Set<String> open = ConcurrentHashMap.newKeySet();
    try (var entries = Files.list(descriptors)) {
      for (Path entry : entries.toList()) {
        String target = target(entry);
        if (target.startsWith(folder.toString() + "/")) {
          open.add(target);
        }
      }
    }
    return open;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "closed since";
    }
  }

  /// The place of the folder counts, unless that is a link: then the folder that it led to first.
  @ParameterizedTest
  @CsvSource({"false, new", "true, old"})
  void servesAnotherFolderInItsPlaceButNotWhereALinkIsSwitched(boolean link, String text)
      throws IOException {
    Files.writeString(Files.createDirectory(folder.resolve("old")).resolve("a.txt"), "old");
    Files.writeString(Files.createDirectory(folder.resolve("new")).resolve("a.txt"), "new");
    Path place = folder.resolve("site");
    put("old", place, link);
    FileOptions options = FileOptions.builder().revalidation(Duration.ZERO).build();
    try (Site site = new Site(place, options)) {
      assertEquals("old", site.get("/a.txt").text());
      Files.move(place, folder.resolve("before"));
      put("new", place, link);

      assertEquals(text, site.get("/a.txt").text());
    }
  }

  private void put(String name, Path place, boolean link) throws IOException {
    if (link) {
      Files.createSymbolicLink(place, folder.resolve(name));
    } else {
      Files.move(folder.resolve(name), place);
    }
  }
}
