package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.logging.log4j.core.config.ConfigurationFactory;
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
  @CsvSource({"'', false", "log.xml, true"})
  void isReplacedOnlyByAConfigurationThatHasAName(String name, boolean replaced) {
    System.setProperty(PROPERTY, name);
    assertEquals(replaced, Logging.isReplaced());
  }
}
