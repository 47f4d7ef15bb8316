package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private long now;
  private final FailureLog log =
      new FailureLog(
          new SimpleLogger(
              "test",
              Level.INFO,
              false,
              false,
              false,
              false,
              "",
              ParameterizedMessageFactory.INSTANCE,
              PropertiesUtil.getProperties(),
              new PrintStream(printed, true, StandardCharsets.UTF_8)),
          () -> now);

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().map(String::strip).toList();
  }

  @Test
  void saysWhatIsWrongAndWithWhat() {
    log.failed(new NoSuchFileException("/uploads"));
    assertEquals(List.of("ERROR An upload could not be stored: /uploads does not exist"), lines());
  }

  @Test
  void countsMostOfAThousandFailures() {
    for (int i = 0; i < 1000; i++) {
      log.failed(new IOException("dead"));
    }
    assertEquals(20, lines().size());
    now += Duration.ofSeconds(2).toNanos();
    log.failed(new IOException("dead"));
    assertTrue(lines().getLast().endsWith("dead (980 more were left out)"), lines().getLast());
  }
}
