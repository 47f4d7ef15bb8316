package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawPathTest {
  @ParameterizedTest
  @CsvSource({
    "a, /a",
    "a b, /a%20b",
    "100%, /100%25",
    "%41, /%2541",
    "caf\u00e9, /caf%C3%A9",
    "\ud83d\ude00, /%F0%9F%98%80",
    "~a-b_c.d, /~a-b_c.d",
    "'!$&()*+,;=:@', '/!$&()*+,;=:@'",
    "it's, /it%27s",
    "'#?[]<>\"{}|^`', /%23%3F%5B%5D%3C%3E%22%7B%7D%7C%5E%60"
  })
  void encodesWhatAPathMayNotHold(String segment, String rawPath) {
    assertEquals(rawPath, RawPath.of(List.of(segment), false));
  }

  @Test
  void endsWithASlashForAFolder() {
    assertEquals("/", RawPath.of(List.of(), true));
    assertEquals("/a/b/", RawPath.of(List.of("a", "b"), true));
    assertEquals("/a/b", RawPath.of(List.of("a", "b"), false));
  }

  @Test
  void isUnderstoodByThePolicyAsItWasMeant() {
    for (char c = ' '; c < 0x2000; c++) {
      if (Character.isISOControl(c) || c == '/' || c == '\\') {
        continue;
      }
      List<String> segments = List.of("xx" + c, "yy" + c + "z");
      assertEquals(
          new PathVerdict.Allowed(segments, true),
          new PathPolicy().judge(RawPath.of(segments, true)));
    }
  }
}
