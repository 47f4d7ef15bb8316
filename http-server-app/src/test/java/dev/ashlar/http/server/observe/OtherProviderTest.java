package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.Test;

/// An embedder on the class path, who has what is logged written by something else than log4j-core.
class OtherProviderTest {
  @Test
  void hasAnAccessLogThatNothingConfigures() throws Exception {
    URL[] path =
        Stream.of(AccessLog.class, LogManager.class)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
            .toArray(URL[]::new);
    Thread here = Thread.currentThread();
    ClassLoader before = here.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(path, null)) { // sees no module of this JVM
      here.setContextClassLoader(loader); // where log4j-api looks for a provider
      assertThrows(
          ClassNotFoundException.class, () -> loader.loadClass(LoggerContext.class.getName()));
      Method isConfigured =
          loader.loadClass(AccessLog.class.getName()).getDeclaredMethod("isConfigured");
      isConfigured.setAccessible(true);
      assertEquals(false, isConfigured.invoke(null));
    } finally {
      here.setContextClassLoader(before);
    }
  }
}
