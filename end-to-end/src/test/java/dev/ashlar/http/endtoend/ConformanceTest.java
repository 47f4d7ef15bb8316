package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Requirements of RFC 9110 and RFC 9112 that bind every response or every connection, and that no
/// other test has for its subject. `docs/conformance.md` names them.
class ConformanceTest {
  @RegisterExtension
  static final SharedServer SERVER =
      new SharedServer(site ->
          site.file("page.html", "<!doctype html><title>Page</title>")
              .file("digits.txt", "0123456789")
              .file("folder/index.html", "<!doctype html><title>Index</title>"));

  /// Fields that only clients send.
  private static final List<String> REQUEST_FIELDS =
      List.of(
          "Host",
          "User-Agent",
          "Referer",
          "From",
          "Expect",
          "Max-Forwards",
          "TE",
          "Authorization",
          "Accept",
          "Range",
          "If-Match",
          "If-None-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "If-Range");

  private static final String UPLOAD = "POST /uploads HTTP/1.1\nHost: {host}\n";
  private static final String JSON = "Content-Type: application/json\n";

  /// One request for each kind of answer that the server has.
  static List<String> requests() {
    String host = " HTTP/1.1\nHost: {host}\n";
    return List.of(
        "GET /page.html" + host + "\n",
        "HEAD /page.html" + host + "\n",
        "GET /digits.txt" + host + "Range: bytes=0-1\n\n",
        "GET /digits.txt" + host + "Range: bytes=0-1,4-5\n\n",
        "GET /digits.txt" + host + "Range: bytes=99-\n\n",
        "GET /digits.txt" + host + "If-None-Match: *\n\n",
        "GET /digits.txt" + host + "If-Match: \"other\"\n\n",
        "GET /folder" + host + "\n",
        "GET /missing" + host + "\n",
        "GET /%00" + host + "\n",
        "GET /.hidden" + host + "\n",
        "DELETE /page.html" + host + "\n",
        "OPTIONS *" + host + "\n",
        "UNKNOWN /page.html" + host + "\n",
        "GET /page.html HTTP/1.1\n\n",
        "GET /page.html HTTP/2.0\nHost: {host}\n\n",
        UPLOAD + JSON + "Content-Length: 2\n\n{}",
        UPLOAD + JSON + "Content-Length: 1\n\n{",
        UPLOAD + JSON + "Content-Length: 999999999\n\n",
        UPLOAD + "Content-Length: 2\n\n{}",
        UPLOAD + JSON + "Content-Encoding: gzip\nContent-Length: 2\n\n{}",
        UPLOAD + JSON + "Expect: something\nContent-Length: 2\n\n");
  }

  private static Reply answer(AshlarProcess server, String request) {
    try (Wire wire = server.connect()) {
      wire.send(request);
      return request.startsWith("HEAD") ? wire.readToHead() : wire.read();
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void repeatsNoField(String request, AshlarProcess server) {
    Reply reply = answer(server, request);
    Set<String> names = new HashSet<>();
    for (Reply.Field field : reply.fields()) {
      assertTrue(names.add(field.name().toLowerCase(Locale.ROOT)), reply::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("requests")
  void datesEachResponse(String request, AshlarProcess server) {
    Reply reply = answer(server, request);
    Instant date =
        ZonedDateTime.parse(reply.field("Date"), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    Duration age = Duration.between(date, Instant.now());
    assertFalse(age.isNegative(), reply::toString);
    assertTrue(age.compareTo(Wire.PATIENCE) < 0, reply::toString);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void saysNothingOfTheSoftwareAndNamesTheTypeOfWhatItSends(String request, AshlarProcess server) {
    Reply reply = answer(server, request);
    assertFalse(reply.has("Server"), reply::toString);
    assertTrue(reply.text().isEmpty() || reply.has("Content-Type"), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void namesInConnectionWhatIsForThisConnectionOnly(String request, AshlarProcess server) {
    Reply reply = answer(server, request);
    assertEquals(reply.has("Keep-Alive"), reply.names("Connection", "keep-alive"), reply::toString);
    assertFalse(reply.has("Upgrade") || reply.has("TE") || reply.has("Trailer"), reply::toString);
    assertTrue(Set.of("close", "keep-alive").contains(reply.field("Connection")), reply::toString);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void saysHttp11AndNothingThatIsForAClientToSay(String request, AshlarProcess server) {
    Reply reply = answer(server, request);
    assertEquals("HTTP/1.1", reply.version());
    assertEquals(List.of(), REQUEST_FIELDS.stream().filter(reply::has).toList(), reply::toString);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.0", "HTTP/1.1", "HTTP/1.9"})
  void answersEveryMinorVersionInItsOwn(String version, AshlarProcess server) {
    Reply reply = server.exchange("GET /page.html " + version + "\nHost: {host}\n\n").expect(200);
    assertEquals("HTTP/1.1", reply.version());
  }

  @ParameterizedTest
  @CsvSource({"HTTP/2.0", "HTTP/0.9"})
  void saysWhichVersionItSpeaksToWhoSpeaksAnother(String version, AshlarProcess server) {
    Reply reply = server.exchange("GET /page.html " + version + "\nHost: {host}\n\n").expect(505);
    assertTrue(reply.text().contains("HTTP/1.1"), reply::text);
  }

  @ParameterizedTest
  @CsvSource({
    "405, DELETE /page.html",
    "405, TRACE /page.html",
    "501, UNKNOWN /page.html",
    "501, get /page.html",
    "501, CONNECT {host}"
  })
  void tellsMethodsThatItKnowsFromOthers(int status, String line, AshlarProcess server) {
    Reply reply = server.exchange(line + " HTTP/1.1\nHost: {host}\n\n").expect(status);
    assertEquals(status == 405, reply.has("Allow"), reply::toString);
  }

  /// The next answer would be found in the middle of content, if there were any.
  @ParameterizedTest
  @CsvSource({
    "200, /page.html, ''",
    "206, /digits.txt, 'Range: bytes=0-1\n'",
    "404, /missing, ''",
    "403, /.hidden, ''",
    "417, /page.html, 'Expect: something\n'",
    "400, /page.html, 'Host: twice\n'",
    "400, /page.html, 'No colon\n'",
    "400, /photo[1].jpg, ''"
  })
  void sendsNoContentToHead(int status, String path, String field, AshlarProcess server) {
    String head = "HEAD " + path + " HTTP/1.1\nHost: {host}\n" + field + "\n";
    int expected = status == 206 ? 200 : status; // RFC 9110 §14.2: ranges are for GET
    try (Wire wire = server.connect()) {
      Reply reply = wire.send(head).readToHead().expect(expected);
      assertTrue(Integer.parseInt(reply.field("Content-Length")) > 0, reply::toString);
      if (!reply.names("Connection", "close")) {
        wire.send("GET /digits.txt HTTP/1.1\nHost: {host}\nConnection: close\n\n");
        assertEquals("0123456789", wire.read().expect(200).text());
      }
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({"'Content-Length: 5\n\nhello'", "'Transfer-Encoding: chunked\n\n5\nhello\n0\n\n'"})
  void skipsContentThatMeansNothing(String content, AshlarProcess server) {
    try (Wire wire = server.connect()) {
      String request = "GET /digits.txt HTTP/1.1\nHost: {host}\n" + content;
      for (Reply reply : List.of(wire.send(request).read(), wire.send(request).read())) {
        assertEquals("0123456789", reply.expect(200).text());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1, h2c", "HTTP/1.0, h2c", "HTTP/1.1, websocket"})
  void goesOnInHttp11WhateverItIsAskedToUpgradeTo(
      String version, String protocol, AshlarProcess server) {
    Reply reply =
        server.exchange(
            "GET /digits.txt "
                + version
                + "\nHost: {host}\nConnection: Upgrade, HTTP2-Settings\nHTTP2-Settings: AAMAAABk\n"
                + "Upgrade: "
                + protocol
                + "\n\n");
    assertEquals("0123456789", reply.expect(200).text());
    assertFalse(reply.has("Upgrade"), reply::toString);
  }

  @Test
  void givesNobodyMoreForWhatFromSays(AshlarProcess server) {
    String line = "GET /.hidden HTTP/1.1\nHost: {host}\n";
    server.exchange(line + "\n").expect(403);
    server.exchange(line + "From: root@localhost\n\n").expect(403);
  }

  @Test
  void answersNothingAfterARequestThatAskedToClose(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(
          """
          GET /digits.txt HTTP/1.1
          Host: {host}
          Connection: close

          GET /page.html HTTP/1.1
          Host: {host}

          """);
      assertEquals("0123456789", wire.read().expect(200).text());
      wire.expectEnd();
    }
  }

  @Test
  void answersNothingAfterAResponseThatCloses(AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send("GET /digits.txt HTTP/1.1\n\nGET /digits.txt HTTP/1.1\nHost: {host}\n\n");
      assertTrue(wire.read().expect(400).names("Connection", "close"));
      wire.expectEnd();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'GET /page.html HTTP/1.1\nHost: {host}\n'",
    "'POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\nContent-Length: 9\n\n{'",
    "'POST /uploads HTTP/1.1\nHost: {host}\nContent-Type: application/json\n"
        + "Transfer-Encoding: chunked\n\n5\n{'",
  })
  void doesNotPerformARequestThatIsCutShort(String beginning, AshlarProcess server) {
    try (Wire wire = server.connect()) {
      wire.send(beginning).halfClose();
      assertTrue(wire.read().expect(400).names("Connection", "close"));
      wire.expectEnd();
    }
  }

  @Test
  void refusesWhatIsAskedForOverTls(AshlarProcess server) {
    server.exchange("GET https://{host}/page.html HTTP/1.1\nHost: {host}\n\n").expect(421);
  }

  @ParameterizedTest
  @CsvSource({"/missing, 404", "/folder, 301", "/.hidden, 403"})
  void ignoresPreconditionsOfWhatFailsAnyway(String path, int status, AshlarProcess server) {
    String request = "GET " + path + " HTTP/1.1\nHost: {host}\n";
    server.exchange(request + "\n").expect(status);
    server.exchange(request + "If-Match: \"other\"\n\n").expect(status);
    server.exchange(request + "If-None-Match: *\n\n").expect(status);
  }

  @Test
  void ignoresFieldsThatMeanNothingInARequest(AshlarProcess server) {
    Reply reply =
        server.exchange(
            UPLOAD
                + JSON
                + "Content-Range: bytes 0-0/9\nContent-Location: /elsewhere\n"
                + "Content-Length: 2\n\n{}");
    Reply stored = server.get(reply.expect(201).field("Location")).expect(200);
    assertEquals("{}", stored.text());
    assertFalse(stored.has("Content-Location"), stored::toString);
    assertFalse(stored.has("Content-Range"), stored::toString);
  }

  @ParameterizedTest
  @CsvSource({"206, Range: bytes=0-3", "304, If-None-Match: *"})
  void saysOfAPartAndOfWhatIsNotModifiedWhatItSaysOfTheWhole(
      int status, String field, AshlarProcess server) {
    String request = "GET /digits.txt HTTP/1.1\nHost: {host}\n";
    Reply whole = server.exchange(request + "\n").expect(200);
    Reply other = server.exchange(request + field + "\n\n").expect(status);
    for (String name : List.of("Cache-Control", "Vary", "Content-Location", "Expires")) {
      assertEquals(whole.values(name), other.values(name), name);
    }
    assertEquals(opaque(whole), opaque(other));
    if (status == 304) {
      for (String name : List.of("Content-Type", "Content-Encoding", "Last-Modified")) {
        assertFalse(other.has(name), other::toString);
      }
      assertTrue(
          !other.has("Content-Length")
              || other.field("Content-Length").equals(whole.field("Content-Length")),
          other::toString);
    } else {
      assertEquals(whole.values("Content-Type"), other.values("Content-Type"));
      assertEquals(whole.values("Last-Modified"), other.values("Last-Modified"));
    }
  }

  /// Without `W/`, which the tag of a file loses that has not changed for two seconds.
  private static String opaque(Reply reply) {
    return reply.field("ETag").replaceFirst("^W/", "");
  }

  @Test
  void namesCodingsOnlyWhereACodingIsWhatItRefuses(AshlarProcess server) {
    Reply type = server.exchange(UPLOAD + "Content-Type: text/plain\nContent-Length: 2\n\n{}");
    assertFalse(type.expect(415).has("Accept-Encoding"), type::toString);
    Reply coding =
        server.exchange(UPLOAD + JSON + "Content-Encoding: gzip\nContent-Length: 2\n\n{}");
    assertTrue(coding.expect(415).has("Accept-Encoding"), coding::toString);
  }

  @Test
  void neverPromisesThatWhatIsTooLargeWillBeTakenLater(AshlarProcess server) {
    Reply reply = server.exchange(UPLOAD + JSON + "Content-Length: 999999999\n\n").expect(413);
    assertFalse(reply.has("Retry-After"), reply::toString);
    assertTrue(reply.names("Connection", "close"), reply::toString);
  }
}
