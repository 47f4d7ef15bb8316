package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What clients know of their uploads to one folder, and what must therefore be in it. Safe for all
/// threads.
final class Ledger {
  private final long seed;
  private final AtomicLong numbers;
  private final Map<String, NumberedUpload> acknowledged = new ConcurrentHashMap<>();
  private final Map<String, NumberedUpload> fresh = new ConcurrentHashMap<>();
  private final Set<NumberedUpload> inDoubt = ConcurrentHashMap.newKeySet();

  /// @param numbers where the numbers of uploads come from
  Ledger(long seed, AtomicLong numbers) {
    this.seed = seed;
    this.numbers = numbers;
  }

  /// A new upload.
  NumberedUpload next() {
    return new NumberedUpload(seed, numbers.getAndIncrement());
  }

  /// Its last byte is about to be sent: from now on nobody knows what becomes of it.
  void sending(NumberedUpload upload) {
    inDoubt.add(upload);
  }

  /// It was answered 201.
  void acknowledge(NumberedUpload upload, String location) {
    assertNull(acknowledged.put(location, upload), () -> "given twice: " + location);
    fresh.put(location, upload);
    inDoubt.remove(upload);
  }

  /// Those that were sent as a whole and never answered.
  Set<NumberedUpload> inDoubt() {
    return Set.copyOf(inDoubt);
  }

  /// Nobody waits for these any longer, and they were not found.
  void forget(NumberedUpload upload) {
    inDoubt.remove(upload);
  }

  /// How many were acknowledged.
  int size() {
    return acknowledged.size();
  }

  /// Those that were acknowledged since this was called before, by location.
  Map<String, NumberedUpload> takeFresh() {
    var taken = new TreeMap<>(fresh);
    fresh.clear();
    return taken;
  }

  /// Demands that each file with a final name is a whole upload, either one that was acknowledged
  /// with that name or one in doubt.
  ///
  /// @param complete whether all that were acknowledged must be there
  /// @return the locations of those in doubt
  Map<NumberedUpload, String> check(Path uploads, boolean complete) throws IOException {
    Map<NumberedUpload, String> found = new HashMap<>();
    int known = 0;
    try (var files = Files.newDirectoryStream(uploads, Files::isRegularFile)) {
      for (Path file : files) {
        String location = "/uploads/" + file.getFileName();
        NumberedUpload upload = read(file);
        if (upload.equals(acknowledged.get(location))) {
          known++;
        } else {
          assertTrue(inDoubt.contains(upload), () -> "must not be there: " + upload + " " + file);
          assertNull(found.put(upload, location), () -> "twice: " + upload);
        }
      }
    }
    if (complete) {
      assertEquals(acknowledged.size(), known, "acknowledged uploads that are in their files");
    }
    return found;
  }

  private static NumberedUpload read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    NumberedUpload upload =
        NumberedUpload.of(content).orElseThrow(() -> new AssertionError("not whole: " + file));
    assertArrayEquals(upload.content(), content, () -> "not whole: " + file);
    return upload;
  }
}
