package dev.ashlar.http.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A handler that leaves something out hears of it in its own line, not in one of the engine's.
@SuppressWarnings("NullAway") // that is the point
class MissingPartsTest {
  @TempDir Path folder;

  static Stream<Arguments> missing() {
    return Stream.of(
        missing("status", () -> new Response(null, Fields.NONE, Content.none())),
        missing("fields", () -> new Response(Status.OK, null, Content.none())),
        missing("content", () -> new Response(Status.OK, Fields.NONE, null)),
        missing("work", () -> new OnWorker(null)),
        missing("stage", () -> new LaterResponse(null)),
        missing("handler", () -> Handler.blocking(null)),
        missing("rule", () -> new Refusal(null, "why")),
        missing("reason", () -> new Refusal(Refusal.Rule.CONTENT, null)),
        missing("file", () -> new Content.FileRegion(null, 0, 1, () -> {})));
  }

  private static Arguments missing(String name, Executable made) {
    return Arguments.of(name, made);
  }

  @ParameterizedTest
  @MethodSource("missing")
  void areNamed(String name, Executable made) {
    assertEquals(name, assertThrows(NullPointerException.class, made).getMessage());
  }

  @Test
  void areNamedForARegionOfAFile() throws IOException {
    try (FileChannel file = FileChannel.open(Files.writeString(folder.resolve("a"), "hello"))) {
      areNamed("release", () -> new Content.FileRegion(file, 0, 1, null));
      areNamed("residency", () -> new Content.FileRegion(file, 0, 1, null, () -> {}));
    }
  }
}
