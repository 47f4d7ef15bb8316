package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.connection.CompletedExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessLogTest {
  private static final CompletedExchange EXCHANGE =
      Exchanges.completed("GET /a HTTP/1.1", Exchanges.response(Status.OK, "text/html"));

  @TempDir Path folder;

  @Test
  void writesALineForEachExchangeAndAllOfThemBeforeItIsClosed() throws IOException {
    Path file = folder.resolve("access.log");
    try (AccessLog log = AccessLog.to(LogTarget.file(file))) {
      for (int request = 0; request < 1_000; request++) {
        log.completed(EXCHANGE);
      }
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(1_000, lines.size());
    String thread = Thread.currentThread().getName();
    for (String line : lines) {
      assertTrue(line.startsWith("20") && line.contains("Z " + thread + " 192.0.2.7:"), line);
    }
  }

  @Test
  void keepsTheLinesOfSeveralThreadsWhole() throws Exception {
    Path file = folder.resolve("access.log");
    try (AccessLog log = AccessLog.to(LogTarget.file(file))) {
      List<Thread> workers =
          List.of("worker-1", "worker-2", "worker-3").stream()
              .map(name -> Thread.ofPlatform().name(name).start(() -> repeat(log)))
              .toList();
      for (Thread worker : workers) {
        worker.join();
      }
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(3_000, lines.size());
    for (String line : lines) {
      assertTrue(
          line.matches("\\S+Z worker-[123] 192\\.0\\.2\\.7:51234 #12/3 .* total=85us"), line);
    }
  }

  @Test
  void belongsToOneServerOfSeveral() throws IOException {
    Path first = folder.resolve("first.log");
    Path second = folder.resolve("second.log");
    try (AccessLog one = AccessLog.to(LogTarget.file(first));
        AccessLog another = AccessLog.to(LogTarget.file(second))) {
      one.completed(EXCHANGE);
      one.completed(EXCHANGE);
      another.completed(EXCHANGE);
    }
    assertEquals(2, Files.readAllLines(first).size());
    assertEquals(1, Files.readAllLines(second).size());
  }

  private static void repeat(AccessLog log) {
    for (int request = 0; request < 1_000; request++) {
      log.completed(EXCHANGE);
    }
  }
}
