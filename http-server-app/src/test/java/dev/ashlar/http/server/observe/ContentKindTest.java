package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentKindTest {
  @ParameterizedTest
  @CsvSource({
    "text/html; charset=utf-8, html",
    "text/html, html",
    "text/plain; charset=utf-8, text",
    "text/css, text",
    "application/json, text",
    "application/javascript, text",
    "application/manifest+json, text",
    "application/atom+xml; charset=utf-8, text",
    "application/xhtml+xml, html",
    "multipart/related; type=\"application/soap+xml\", binary",
    "image/svg+xml, text",
    "image/png, binary",
    "application/octet-stream, binary",
    "video/mp4, binary"
  })
  void followsTheContentType(String contentType, String word) {
    Response response = Exchanges.response(Status.OK, contentType);
    assertEquals(word, ContentKind.of(Exchanges.head("GET / HTTP/1.1"), response).word());
  }

  @Test
  void callsAnyErrorOne() {
    for (Status status :
        List.of(Status.BAD_REQUEST, Status.NOT_FOUND, Status.SERVICE_UNAVAILABLE)) {
      Response response = Exchanges.response(status, "text/html");
      assertEquals(ContentKind.ERROR, ContentKind.of(null, response));
    }
  }

  @Test
  void callsAnAcknowledgedPostAnUpload() {
    Response response = Exchanges.response(Status.CREATED, "application/json");
    assertEquals(
        ContentKind.UPLOAD, ContentKind.of(Exchanges.head("POST /uploads HTTP/1.1"), response));
    assertEquals(
        ContentKind.TEXT, ContentKind.of(Exchanges.head("PUT /uploads HTTP/1.1"), response));
  }

  @Test
  void hasNoneWithoutAContentType() {
    Response response = new Response(Status.NOT_MODIFIED, Fields.NONE, Content.none());
    assertEquals("-", ContentKind.of(Exchanges.head("GET / HTTP/1.1"), response).word());
  }
}
