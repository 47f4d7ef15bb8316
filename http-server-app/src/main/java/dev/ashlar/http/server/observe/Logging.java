package dev.ashlar.http.server.observe;

import java.io.IOException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.jspecify.annotations.Nullable;

/// Log4j in the server's own process. An embedder has a Log4j configuration of his own and does not
/// call this.
///
/// Everything from a level on goes to standard error:
///
/// ```
/// 2026-11-23T10:15:30.123Z WARN  ashlar.security [worker-1] refused (path) 127.0.0.1:51234 ...
/// ```
///
/// An operator replaces all of it with a Log4j configuration file, named by the system property
/// `log4j2.configurationFile` or the environment variable `LOG4J_CONFIGURATION_FILE`.
public final class Logging {
  private Logging() {}

  /// Installs the built-in configuration, unless the operator has named another. To be called
  /// before the first logger is asked for.
  ///
  /// @param level the least that the built-in configuration tells
  /// @throws IOException if Log4j cannot use what the operator has named, and would go on with a
  ///   configuration of its own, which leaves out all warnings; the message is one line for the
  ///   operator
  public static void install(LogLevel level) throws IOException {
    // The server's own shutdown hook needs the loggers to the end, whatever the configuration says.
    System.setProperty("log4j2.shutdownHookEnabled", "false");
    String named = named();
    if (named == null) {
      Configurator.initialize(new BuiltIn(level));
    } else if (!isConfigured()) {
      throw new IOException("The Log4j configuration " + named + " cannot be used.");
    }
  }

  /// The Log4j configuration that the operator has named, or null.
  static @Nullable String named() {
    String named =
        PropertiesUtil.getProperties()
            .getStringProperty(ConfigurationFactory.CONFIGURATION_FILE_PROPERTY);
    // An empty variable is none, as with the server's own.
    return named == null || named.isEmpty() ? null : named;
  }

  private static boolean isConfigured() {
    return !(LogManager.getContext(false) instanceof LoggerContext context)
        || !(context.getConfiguration() instanceof DefaultConfiguration);
  }

  /// Writes out what is left and stops Log4j. Nothing is logged after it.
  public static void shutDown() {
    LogManager.shutdown();
    LogTarget.flushAll();
  }

  /// Made by hand: no file to find, no XML to parse at the start.
  private static final class BuiltIn extends AbstractConfiguration {
    private static final String PATTERN =
        "%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC} %-5p %c [%t] %m%n%ex";

    private final LogLevel level;

    BuiltIn(LogLevel level) {
      super(null, ConfigurationSource.NULL_SOURCE);
      this.level = level;
      setName("ashlar");
    }

    @Override
    protected void doConfigure() {
      OutputStreamAppender appender =
          OutputStreamAppender.newBuilder()
              .setName("standard error")
              .setLayout(PatternLayout.newBuilder().setPattern(PATTERN).build())
              .setTarget(LogTarget.standardError().prompt())
              .build();
      appender.start();
      addAppender(appender);
      getRootLogger().addAppender(appender, null, null);
      getRootLogger().setLevel(level.level());
    }
  }
}
