package dev.ashlar.http.server.observe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.ParameterizedMessageFactory;
import org.apache.logging.log4j.simple.SimpleLogger;
import org.apache.logging.log4j.util.PropertiesUtil;

/// A logger that keeps its lines, each as `LEVEL message`.
public final class Lines {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Level level;

  public Lines(Level level) {
    this.level = level;
  }

  public Logger logger() {
    return new SimpleLogger(
        "test",
        level,
        false,
        false,
        false,
        false,
        "",
        ParameterizedMessageFactory.INSTANCE,
        PropertiesUtil.getProperties(),
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  public List<String> all() {
    return printed.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
  }
}
