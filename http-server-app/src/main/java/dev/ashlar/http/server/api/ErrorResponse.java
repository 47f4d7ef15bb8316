package dev.ashlar.http.server.api;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.MediaType;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.json.JsonObjectText;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Error responses that a person and a program can both read: a small HTML page, or a problem
/// document (RFC 9457), whichever the request's `Accept` prefers.
public final class ErrorResponse {
  private static final MediaType PROBLEM = MediaType.of("application", "problem+json");
  private static final List<MediaType> OFFERED = List.of(MediaType.HTML, PROBLEM, MediaType.JSON);

  private static final Fields HTML_FIELDS =
      fields("text/html; charset=utf-8")
          .add(
              FieldName.CONTENT_SECURITY_POLICY,
              "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
                  + " frame-ancestors 'none'")
          .build();
  private static final Fields PROBLEM_FIELDS = fields("application/problem+json").build();

  private ErrorResponse() {}

  /// An error in the form that the request prefers; HTML if it does not care.
  ///
  /// @param status 4xx or 5xx
  /// @param detail a sentence for people; may hold the client's characters, they are escaped
  /// @param head of the request, or null if there is none
  public static Response of(Status status, String detail, @Nullable RequestHead head) {
    return prefersHtml(head) ? page(status, detail) : problem(status, detail);
  }

  /// The same for any number of requests, with both forms made in advance.
  public static Function<@Nullable RequestHead, Response> prepared(Status status, String detail) {
    Response page = page(status, detail);
    Response problem = problem(status, detail);
    return head -> prefersHtml(head) ? page : problem;
  }

  private static Response problem(Status status, String detail) {
    JsonObjectText json = JsonObjectText.problem(status, detail);
    return new Response(status, PROBLEM_FIELDS, Content.of(json + "\n"));
  }

  private static Response page(Status status, String detail) {
    String title = status.code() + " " + status.reason();
    String html =
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>%1$s</title>
        <style>
        :root{color-scheme:light dark}
        body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1rem}
        </style>
        <h1>%1$s</h1>
        <p>%2$s</p>
        </html>
        """
            .formatted(escape(title), escape(detail));
    return new Response(status, HTML_FIELDS, Content.of(html));
  }

  private static boolean prefersHtml(@Nullable RequestHead head) {
    if (head == null || !head.has(FieldName.ACCEPT)) {
      return true;
    }
    MediaType preferred = Accept.parse(head.value(FieldName.ACCEPT)).preferred(OFFERED);
    return preferred == null || preferred.equals(MediaType.HTML);
  }

  private static Fields.Builder fields(String contentType) {
    return Fields.builder()
        .add(FieldName.CONTENT_TYPE, contentType)
        .add(FieldName.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .add(FieldName.CACHE_CONTROL, "no-store")
        .add(FieldName.VARY, "Accept");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
