package dev.ashlar.http.protocol.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/// Gives every seed to its fuzz target once more, findings of earlier runs among them, and every
/// beginning of it: inputs that end in the middle of something.
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SeedReplayTest {
  private static final Path SEEDS = Path.of("seeds");
  private static final Map<String, Consumer<byte[]>> TARGETS =
      new TreeMap<>(
          Map.of(
              "Authority", FuzzAuthority::fuzzerTestOneInput,
              "Chunked", FuzzChunked::fuzzerTestOneInput,
              "Date", FuzzDate::fuzzerTestOneInput,
              "MediaType", FuzzMediaType::fuzzerTestOneInput,
              "Range", FuzzRange::fuzzerTestOneInput,
              "Request", FuzzRequest::fuzzerTestOneInput,
              "Target", FuzzTarget::fuzzerTestOneInput));

  @Test
  void everyTargetHasSeedsAndEveryFolderATarget() throws IOException {
    assertEquals(
        TARGETS.keySet().stream().toList(),
        list(SEEDS).stream().map(SeedReplayTest::name).toList());
    for (Path folder : list(SEEDS)) {
      assertTrue(list(folder).size() >= 10, folder::toString);
    }
  }

  @TestFactory
  Stream<DynamicTest> seedsHoldWhatTheirTargetClaims() throws IOException {
    return list(SEEDS).stream().flatMap(SeedReplayTest::replay);
  }

  @Test
  void aClaimThatDoesNotHoldIsAFinding() {
    assertThrows(AssertionError.class, () -> Claim.holds(false, "what does not hold"));
    assertThrows(AssertionError.class, () -> Claim.same("a", "b", "what differs"));
    assertThrows(
        AssertionError.class,
        () -> Allocation.isBounded(new byte[0], octets -> assertNotNull(new byte[1 << 20])),
        "an array of a megabyte for nothing");
  }

  private static Stream<DynamicTest> replay(Path folder) {
    Consumer<byte[]> target = Objects.requireNonNull(TARGETS.get(name(folder)));
    return list(folder).stream()
        .map(seed ->
            DynamicTest.dynamicTest(
                name(folder) + " " + name(seed), () -> replay(target, Files.readAllBytes(seed))));
  }

  private static void replay(Consumer<byte[]> target, byte[] seed) {
    for (int length = 0; length <= seed.length; length++) {
      byte[] beginning = Arrays.copyOf(seed, length);
      try {
        target.accept(beginning);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("with " + new String(beginning, StandardCharsets.ISO_8859_1), e);
      }
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
