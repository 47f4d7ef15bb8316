package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodTest {
  private static final List<Method> CONSTANTS =
      List.of(
          Method.GET,
          Method.HEAD,
          Method.POST,
          Method.PUT,
          Method.DELETE,
          Method.CONNECT,
          Method.OPTIONS,
          Method.TRACE,
          Method.PATCH);

  @Test
  void constantsAreWhatTheParserFinds() {
    for (Method method : CONSTANTS) {
      byte[] octets = ParserDriver.octets(" " + method.name() + " ");
      assertSame(method, Method.known(octets, 1, 1 + method.name().length()));
    }
  }

  @Test
  void areCaseSensitive() {
    assertNotEquals(Method.GET, new Method("get"));
    assertEquals(Method.GET, new Method("GET"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "GE T", "GET\r\n", "G\u00cbT", "GET:"})
  void areTokens(String name) {
    assertThrows(IllegalArgumentException.class, () -> new Method(name));
  }
}
