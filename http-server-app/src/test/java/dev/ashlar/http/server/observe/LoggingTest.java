package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingTest {
  private static final String PROPERTY = ConfigurationFactory.CONFIGURATION_FILE_PROPERTY;

  @AfterEach
  void forget() {
    System.clearProperty(PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({"'',", "log.xml, log.xml"})
  void isReplacedOnlyByAConfigurationThatHasAName(String name, @Nullable String named) {
    System.setProperty(PROPERTY, name);
    assertEquals(named, Logging.named());
  }
}
