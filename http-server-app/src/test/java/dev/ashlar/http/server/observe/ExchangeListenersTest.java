package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.server.connection.ExchangeListener;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExchangeListenersTest {
  static List<Method> events() {
    return Arrays.stream(ExchangeListener.class.getMethods()).toList();
  }

  @ParameterizedTest
  @MethodSource("events")
  void tellsEveryEventToEachInOrder(Method event)
      throws InvocationTargetException, IllegalAccessException {
    List<String> heard = new ArrayList<>();
    ExchangeListener both =
        new ExchangeListeners(List.of(recorder("first", heard), recorder("second", heard)));
    event.invoke(both, arguments(event));
    assertEquals(List.of("first " + event.getName(), "second " + event.getName()), heard);
  }

  private static ExchangeListener recorder(String name, List<String> heard) {
    return (ExchangeListener)
        Proxy.newProxyInstance(
            ExchangeListenersTest.class.getClassLoader(),
            new Class<?>[] {ExchangeListener.class},
            (proxy, method, arguments) -> {
              heard.add(name + " " + method.getName());
              return null;
            });
  }

  private static Object[] arguments(Method event) {
    return Arrays.stream(event.getParameterTypes())
        .map(type -> type == int.class ? 1 : null)
        .toArray();
  }
}
