package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.files.Site.Answered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every mixture of preconditions, ranges and codings, against an oracle that is written step by
/// step from RFC 9110 §13.2.2, §14.2 and §12.5.3, and knows the fields only by what they were meant
/// to be.
class ConditionalRequestTest {
  private static final String PLAIN = "0123456789";
  private static final String BROTLI = "brotli";
  private static final String EQUAL_DATE = "Fri, 02 Jan 2026 03:04:05 GMT";
  private static final String EARLIER_DATE = "Fri, 02 Jan 2026 03:04:04 GMT";
  private static final String LATER_DATE = "Fri, 02 Jan 2026 03:04:06 GMT";

  private static final List<String> METHODS = List.of("GET", "HEAD");
  private static final List<String> TAGS =
      List.of("", "*", "right", "weak right", "wrong", "list", "malformed");
  private static final List<String> DATES = List.of("", "earlier", "equal", "later");
  private static final List<String> RANGES =
      List.of("", "first", "last", "none", "two", "malformed", "unit");
  private static final List<String> IF_RANGES =
      List.of("", "right", "weak right", "wrong", "equal", "earlier", "later");
  private static final List<String> ENCODINGS = List.of("", "br", "br;q=0, identity", "gzip, br");

  /// One request, in words.
  private record Mixture(
      String method,
      String ifMatch,
      String ifUnmodifiedSince,
      String ifNoneMatch,
      String ifModifiedSince,
      String range,
      String ifRange,
      String encoding) {}

  /// What must come back; the content is null where none is looked at.
  private record Expected(int status, String content) {}

  @TempDir Path folder;

  @Test
  void answersEveryMixtureAsTheStandardSays() throws IOException {
    try (Site site = new Site(folder, FileOptions.DEFAULTS)) {
      site.write("file.txt", PLAIN);
      site.write("file.txt.br", BROTLI);
      Map<String, String> tags =
          Map.of(
              PLAIN, site.get("/file.txt").field("ETag"),
              BROTLI, site.get("/file.txt", "Accept-Encoding: br").field("ETag"));
      int checked = 0;
      for (Mixture mixture : mixtures()) {
        String selected = selected(mixture);
        String tag = tags.getOrDefault(selected, "");
        Answered answer =
            site.ask(Requests.request(mixture.method, "/file.txt", fields(mixture, tag)));
        check(mixture, oracle(mixture, selected), answer, tag);
        checked++;
      }
      assertTrue(checked > 200_000, "only " + checked);
    }
  }

  private static void check(Mixture mixture, Expected expected, Answered answer, String tag) {
    if (answer.status() != expected.status) {
      assertEquals(expected.status, answer.status(), mixture.toString());
    }
    switch (expected.status) {
      case 200 -> assertEquals(expected.content, answer.text(), mixture::toString);
      case 206 -> {
        if (!mixture.range.equals("two")) {
          assertEquals(expected.content, answer.text(), mixture::toString);
        }
      }
      case 304 -> assertEquals(0, answer.response().content().length(), mixture::toString);
      default -> {}
    }
    if (expected.status < 400) {
      assertEquals(tag, answer.field("ETag"), mixture::toString);
      assertEquals("Accept-Encoding", answer.field("Vary"), mixture::toString);
    }
  }

  /// RFC 9110 §12.5.3.
  private static String selected(Mixture mixture) {
    return mixture.encoding.equals("br") || mixture.encoding.equals("gzip, br") ? BROTLI : PLAIN;
  }

  private static Expected oracle(Mixture mixture, String selected) {
    // Step 1 and 2: If-Match, or else If-Unmodified-Since.
    boolean unchanged =
        switch (mixture.ifMatch) {
          case "" ->
              switch (mixture.ifUnmodifiedSince) {
                case "earlier" -> false;
                default -> true;
              };
          case "*", "right", "list" -> true;
          default -> false;
        };
    if (!unchanged) {
      return new Expected(412, "");
    }
    // Step 3 and 4: If-None-Match, or else If-Modified-Since.
    boolean changed =
        switch (mixture.ifNoneMatch) {
          case "" ->
              switch (mixture.ifModifiedSince) {
                case "equal", "later" -> false;
                default -> true;
              };
          case "*", "right", "weak right", "list" -> false;
          default -> true;
        };
    if (!changed) {
      return new Expected(304, "");
    }
    // Step 5: Range, if If-Range holds. Only for GET (§14.2).
    boolean applies =
        mixture.method.equals("GET")
            && switch (mixture.ifRange) {
              case "", "right", "equal" -> true;
              default -> false;
            };
    if (!applies) {
      return new Expected(200, selected);
    }
    return switch (mixture.range) {
      case "first" -> new Expected(206, selected.substring(0, 2));
      case "last" -> new Expected(206, selected.substring(selected.length() - 1));
      case "two" -> new Expected(206, "");
      case "none" -> new Expected(416, "");
      default -> new Expected(200, selected);
    };
  }

  private static String[] fields(Mixture mixture, String tag) {
    List<String> fields = new ArrayList<>();
    add(fields, "If-Match", tag(mixture.ifMatch, tag));
    add(fields, "If-Unmodified-Since", date(mixture.ifUnmodifiedSince));
    add(fields, "If-None-Match", tag(mixture.ifNoneMatch, tag));
    add(fields, "If-Modified-Since", date(mixture.ifModifiedSince));
    add(fields, "Range", range(mixture.range));
    add(fields, "If-Range", tag(mixture.ifRange, tag) + date(mixture.ifRange));
    add(fields, "Accept-Encoding", mixture.encoding);
    return fields.toArray(String[]::new);
  }

  private static void add(List<String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(name + ": " + value);
    }
  }

  private static String tag(String word, String tag) {
    return switch (word) {
      case "*" -> "*";
      case "right" -> tag;
      case "weak right" -> "W/" + tag;
      case "wrong" -> "\"wrong\"";
      case "list" -> "\"wrong\", " + tag + ", W/\"worse\"";
      case "malformed" -> "no tag";
      default -> "";
    };
  }

  private static String date(String word) {
    return switch (word) {
      case "earlier" -> EARLIER_DATE;
      case "equal" -> EQUAL_DATE;
      case "later" -> LATER_DATE;
      default -> "";
    };
  }

  private static String range(String word) {
    return switch (word) {
      case "first" -> "bytes=0-1";
      case "last" -> "bytes=-1";
      case "none" -> "bytes=100-";
      case "two" -> "bytes=0-0,3-3";
      case "malformed" -> "bytes=2-1";
      case "unit" -> "lines=1-2";
      default -> "";
    };
  }

  private static List<Mixture> mixtures() {
    List<Mixture> all = new ArrayList<>();
    for (String method : METHODS) {
      for (String match : TAGS) {
        for (String unmodified : DATES) {
          for (String noneMatch : TAGS) {
            for (String modified : DATES) {
              for (String range : RANGES) {
                for (String ifRange : IF_RANGES) {
                  for (String encoding : ENCODINGS) {
                    all.add(
                        new Mixture(
                            method,
                            match,
                            unmodified,
                            noneMatch,
                            modified,
                            range,
                            ifRange,
                            encoding));
                  }
                }
              }
            }
          }
        }
      }
    }
    return all;
  }
}
