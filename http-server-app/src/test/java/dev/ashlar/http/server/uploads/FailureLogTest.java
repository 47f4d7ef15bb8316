package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.observe.Lines;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private final Lines lines = new Lines(Level.INFO);
  private long now;
  private final FailureLog log = new FailureLog(lines.logger(), () -> now);

  @Test
  void saysWhatIsWrongAndWithWhat() {
    log.failed(new NoSuchFileException("/uploads"));
    assertEquals(
        List.of("ERROR An upload could not be stored: /uploads does not exist"), lines.all());
  }

  @Test
  void countsMostOfAThousandFailures() {
    for (int i = 0; i < 1000; i++) {
      log.failed(new IOException("dead"));
    }
    assertEquals(20, lines.all().size());
    now += Duration.ofSeconds(2).toNanos();
    log.failed(new IOException("dead"));
    assertTrue(
        lines.all().getLast().endsWith("dead (980 more were left out)"), lines.all().getLast());
  }
}
