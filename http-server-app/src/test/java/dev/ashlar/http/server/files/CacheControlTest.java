package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
  private static final String RULE = "from the rule";

  @ParameterizedTest
  @CsvSource({
    "*.pdf,        /a/b/paper.pdf,     true",
    "*.pdf,        /paper.pdf.txt,     false",
    "*.PDF,        /paper.pdf,         false",
    "paper.pdf,    /a/paper.pdf,       true",
    "paper.pdf,    /a/old-paper.pdf,   false",
    "?.txt,        /a.txt,             true",
    "?.txt,        /ab.txt,            false",
    "/assets/*,    /assets/app.js,     true",
    "/assets/*,    /assets/a/app.js,   false",
    "/assets/**,   /assets/a/app.js,   true",
    "assets/**,    /assets/a/app.js,   true",
    "assets/**,    /more/assets/a.js,  false",
    "**/assets/*,  /more/assets/a.js,  true",
    "/index.html,  /index.html,        true",
    "/index.html,  /docs/index.html,   false",
    "**,           /anything/at/all,   true",
    "*,            /anything/at/all,   true",
    "a.c,          /abc,               false",
    "'a(b)[c]+.x', '/a(b)[c]+.x',      true",
    "*.t,          '/caf\u00e9.t',     true",
    "\ud83d\ude00?.t, /\ud83d\ude00\ud83d\ude01.t, true",
    "\ud83d\ude00.t,  /\ud83d\ude01.t,   false"
  })
  void matchesNamesOrPaths(String pattern, String path, boolean matches) {
    CacheControl control = new CacheControl(List.of(new CacheControlRule(pattern, RULE)));

    assertEquals(matches, control.of(path, "application/pdf").equals(RULE));
  }

  @Test
  void takesTheFirstRuleThatMatches() {
    CacheControl control =
        new CacheControl(
            List.of(new CacheControlRule("*.js", "first"), new CacheControlRule("/a/*", "second")));

    assertEquals("first", control.of("/a/b.js", "text/javascript"));
    assertEquals("second", control.of("/a/b.css", "text/css"));
  }

  @Test
  void hasDefaults() {
    CacheControl control = new CacheControl(List.of());

    assertEquals("no-cache", control.of("/index.html", "text/html; charset=utf-8"));
    assertEquals("no-cache", control.of("/a.3f2a9c1b.html", "text/html; charset=utf-8"));
    assertEquals("max-age=86400", control.of("/picture.png", "image/png"));
    assertEquals("max-age=31536000, immutable", control.of("/a.3f2a9c1b.js", "text/javascript"));
  }

  @ParameterizedTest
  @CsvSource({
    "app.3f2a9c1b.js, true",
    "app-3f2a9c1b.js, true",
    "app_3f2a9c1b0d.min.js, true",
    "3f2a9c1b0d4e5f60.css, true",
    "app.3f2a9c1b.js.map, true",
    "app.js, false",
    "app.3f2a9c1.js, false",
    "report-20261106.pdf, false",
    "deadbeef.js, false",
    "effaced.js, false",
    "photo-IMG20240.jpg, false",
    "3f2a9c1b, false",
    "app3f2a9c1b.js, false",
    "app.3F2A9C1B.js, false"
  })
  void knowsAFingerprintWhenItSeesOne(String name, boolean fingerprinted) {
    assertEquals(fingerprinted, CacheControl.isFingerprinted(name));
  }

  @Test
  void refusesRulesThatMakeNoSense() {
    assertThrows(IllegalArgumentException.class, () -> new CacheControlRule("", "no-store"));
    assertThrows(IllegalArgumentException.class, () -> new CacheControlRule("*", "a\r\nb: c"));
  }
}
