package dev.ashlar.http.server.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.Mixture.Selected;
import dev.ashlar.http.server.files.Site.Answered;
import dev.ashlar.http.server.representation.Requests;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every mixture of preconditions, ranges and codings: status, field lines and content, against an
/// oracle that is written step by step from RFC 9110 §13.2.2, §14.2 and §12.5.3, and knows the
/// request only by what its fields were meant to be.
class ConditionalRequestTest {
  private static final String PLAIN = "0123456789";
  private static final String PAGE = "All work and no play makes Jack a dull boy.\n".repeat(100);

  /// The field of a multipart response that has a name made up for it.
  private static final String BOUNDARY = "multipart/byteranges; boundary=";

  /// What must come back.
  ///
  /// @param content of the whole response; the parts of a multipart one
  private record Expected(int status, Map<String, String> fields, List<String> content) {}

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() throws IOException {
    site = new Site(folder, FileOptions.DEFAULTS);
  }

  @AfterEach
  void close() throws IOException {
    site.close();
  }

  @Test
  void answersEveryMixtureForAFileThatStandsCompressedBesideItself() {
    site.write("file.txt", PLAIN);
    site.write("file.txt.br", "brotli");
    Selected plain = selected("/file.txt", "identity");
    Selected brotli = selected("/file.txt", "br");
    assertEquals("brotli", brotli.content());
    List<String> accepting = List.of("br", "gzip, br", "identity;q=0, *;q=0.1");

    checkAll(
        "/file.txt",
        List.of("", "br", "br;q=0, identity", "gzip, br", "identity;q=0, *;q=0.1", "*;q=0"),
        mixture -> accepting.contains(mixture.encoding()) ? brotli : plain);
  }

  /// There are no ranges of what is compressed for a request, so who asks for one gets the file.
  @Test
  void answersEveryMixtureForAFileThatIsCompressedHere() {
    site.write("page.txt", PAGE);
    Selected plain = selected("/page.txt", "identity");
    Selected gzip = selected("/page.txt", "gzip");
    assertTrue(gzip.isWeak() && !plain.isWeak());
    List<String> accepting = List.of("br, gzip", "identity;q=0, *;q=0.1");

    checkAll(
        "/page.txt",
        List.of("", "br, gzip", "identity;q=0, *;q=0.1"),
        mixture ->
            accepting.contains(mixture.encoding()) && !takesPartOfPlain(mixture) ? gzip : plain);
  }

  /// What is compressed here has no ranges. In its place, ranges of the file are sent where `Range`
  /// counts (RFC 9110 §14.2): with GET, if they are well-formed, `If-Range` holds, and the answer
  /// is not 304 without them. Tags are those of what is selected.
  private static boolean takesPartOfPlain(Mixture mixture) {
    boolean unchanged =
        mixture.ifMatch().equals("*")
            || (mixture.ifMatch().isEmpty() && !mixture.ifUnmodifiedSince().equals("earlier"));
    boolean known =
        mixture.ifNoneMatch().equals("*")
            || (mixture.ifNoneMatch().isEmpty()
                && List.of("equal", "later").contains(mixture.ifModifiedSince()));
    return mixture.method().equals("GET")
        && List.of("first", "last", "none", "two").contains(mixture.range())
        && List.of("", "equal", "right").contains(mixture.ifRange())
        && !(unchanged && known);
  }

  private Selected selected(String path, String encoding) {
    Answered answer = site.get(path, "Accept-Encoding: " + encoding);
    return new Selected(
        new String(answer.bytes(), ISO_8859_1),
        answer.field("Content-Encoding"),
        answer.field("ETag"));
  }

  /// RFC 9110 §12.5.3: which representation a request selects.
  private interface Selection {
    Selected of(Mixture mixture);
  }

  private void checkAll(String path, List<String> encodings, Selection selection) {
    int[] checked = new int[1];
    Mixture.forEach(
        encodings,
        mixture -> {
          Selected selected = selection.of(mixture);
          Expected expected = oracle(mixture, selected);
          check(
              mixture,
              expected,
              site.ask(Requests.request(mixture.method(), path, mixture.fields(selected.tag()))));
          checked[0]++;
        });
    assertTrue(checked[0] > 60_000 * encodings.size(), "only " + checked[0]);
  }

  private static Expected oracle(Mixture mixture, Selected selected) {
    // Step 1 and 2: If-Match, or else If-Unmodified-Since.
    boolean unchanged =
        switch (mixture.ifMatch()) {
          case "" -> !mixture.ifUnmodifiedSince().equals("earlier");
          case "*" -> true;
          case "right", "list" -> !selected.isWeak();
          default -> false;
        };
    if (!unchanged) {
      return new Expected(412, errorFields(), List.of());
    }
    // Step 3 and 4: If-None-Match, or else If-Modified-Since.
    boolean changed =
        switch (mixture.ifNoneMatch()) {
          case "" -> !List.of("equal", "later").contains(mixture.ifModifiedSince());
          case "*", "right", "weak right", "list" -> false;
          default -> true;
        };
    if (!changed) {
      return new Expected(304, guides(selected), List.of());
    }
    // Step 5: Range, if If-Range holds. Only for GET (§14.2).
    boolean applies =
        mixture.method().equals("GET")
            && switch (mixture.ifRange()) {
              case "", "equal" -> true;
              case "right" -> !selected.isWeak();
              default -> false;
            };
    return applies ? part(mixture.range(), selected) : whole(selected);
  }

  private static Expected part(String range, Selected selected) {
    String content = selected.content();
    int length = content.length();
    return switch (range) {
      case "first" -> single(selected, 0, 1);
      case "last" -> single(selected, length - 1, length - 1);
      case "two" -> {
        Map<String, String> fields = fields(selected);
        fields.put("content-type", BOUNDARY);
        List<String> parts =
            List.of(
                partHead(0, length) + content.charAt(0), partHead(3, length) + content.charAt(3));
        yield new Expected(206, fields, parts);
      }
      case "none" -> {
        Map<String, String> fields = errorFields();
        fields.put("content-range", "bytes */" + length);
        yield new Expected(416, fields, List.of());
      }
      // Another unit or a malformed range is ignored (§14.2).
      default -> whole(selected);
    };
  }

  private static Expected whole(Selected selected) {
    return new Expected(200, fields(selected), List.of(selected.content()));
  }

  private static Expected single(Selected selected, int first, int last) {
    Map<String, String> fields = fields(selected);
    fields.put("content-range", "bytes " + first + "-" + last + "/" + selected.content().length());
    return new Expected(206, fields, List.of(selected.content().substring(first, last + 1)));
  }

  private static String partHead(int index, int length) {
    return "Content-Type: text/plain; charset=utf-8\r\n"
        + ("Content-Range: bytes " + index + "-" + index + "/" + length + "\r\n")
        + "\r\n";
  }

  /// RFC 9110 §15.4.5: what a 304 has of the fields of a 200, and nothing else.
  private static Map<String, String> guides(Selected selected) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("etag", selected.tag());
    fields.put("cache-control", "max-age=86400");
    fields.put("vary", "Accept-Encoding");
    return fields;
  }

  private static Map<String, String> fields(Selected selected) {
    Map<String, String> fields = guides(selected);
    fields.put("content-type", "text/plain; charset=utf-8");
    fields.put("last-modified", Mixture.EQUAL_DATE);
    fields.put("accept-ranges", selected.isWeak() ? "none" : "bytes");
    fields.put("x-content-type-options", "nosniff");
    fields.put("referrer-policy", "strict-origin-when-cross-origin");
    fields.put("cross-origin-resource-policy", "same-origin");
    if (!selected.coding().isEmpty()) {
      fields.put("content-encoding", selected.coding());
    }
    return fields;
  }

  /// An error is not the representation, so it has nothing of its fields.
  private static Map<String, String> errorFields() {
    return lines(ErrorResponse.of(Status.NOT_FOUND, "", null));
  }

  private static Map<String, String> lines(Response response) {
    Map<String, String> lines = new TreeMap<>();
    response
        .fields()
        .forEach(field ->
            lines.merge(
                field.name().name().toLowerCase(Locale.ROOT),
                field.value(),
                (one, other) -> one + " and again " + other));
    return lines;
  }

  private static void check(Mixture mixture, Expected expected, Answered answer) {
    assertEquals(expected.status, answer.status(), mixture::toString);
    Map<String, String> fields = lines(answer.response());
    String content = new String(answer.bytes(), ISO_8859_1);
    String type = fields.getOrDefault("content-type", "");
    if (type.startsWith(BOUNDARY)) {
      fields.put("content-type", BOUNDARY);
      String delimiter = "--" + type.substring(BOUNDARY.length());
      content = content.replace(delimiter, "|");
      assertEquals(
          "\r\n|\r\n" + String.join("\r\n|\r\n", expected.content) + "\r\n|--\r\n",
          content,
          mixture::toString);
    } else if (expected.status < 400) {
      assertEquals(String.join("", expected.content), content, mixture::toString);
    }
    assertEquals(expected.fields, fields, mixture::toString);
  }
}
