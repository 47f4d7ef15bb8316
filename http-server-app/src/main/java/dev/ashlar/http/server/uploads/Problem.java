package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonObjectText;

/// A problem document (RFC 9457) with members that a program can act on, such as `line`, `limit`
/// and `actual`. For one thread.
///
/// Who uploads is a program, so unlike the rest of the server's errors these do not depend on
/// `Accept`.
final class Problem {
  private static final Fields FIELDS =
      Fields.of(
          FieldName.CONTENT_TYPE,
          "application/problem+json",
          FieldName.CACHE_CONTROL,
          "no-store",
          FieldName.X_CONTENT_TYPE_OPTIONS,
          "nosniff");

  private final Status status;
  private final String detail;
  private final JsonObjectText members;

  /// @param detail a sentence for people; may hold the client's characters, they are escaped
  Problem(Status status, String detail) {
    this.status = status;
    this.detail = detail;
    this.members = JsonObjectText.problem(status, detail);
  }

  /// Adds a member.
  Problem with(String name, long value) {
    members.add(name, value);
    return this;
  }

  /// Adds a member.
  Problem with(String name, String value) {
    members.add(name, value);
    return this;
  }

  /// The response.
  Response response() {
    return new Response(status, FIELDS, Content.of(members + "\n"));
  }

  /// The response, noted as a refusal for the security log.
  Response refusal() {
    return response().refusing(new Refusal(Refusal.Rule.CONTENT, detail));
  }
}
