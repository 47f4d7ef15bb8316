package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.ResponseFraming;
import dev.ashlar.http.protocol.ResponseWriter;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import java.nio.ByteBuffer;

/// Renders the head of each response of a connection, and knows how the content behind it is framed
/// (RFC 9112 §6).
///
/// Used by the connection's owner only.
final class HeadRenderer {
  /// In place of a number of requests that are left: the connection ends with the response.
  static final int NONE_LEFT = -1;

  /// Whoever sends `Upgrade` has to name it there (RFC 9110 §7.8).
  private static final Fields UPGRADE = Fields.of(FieldName.CONNECTION, "Upgrade");

  private final ResponseFields fields;
  private final Outgoing out;
  private ResponseWriter writer = new ResponseWriter();
  private ResponseFraming framing = ResponseFraming.NONE;

  /// Whether a head was begun and not ended, because it held what a head may not hold.
  private boolean broken;

  /// @param fields that the server adds to each response
  /// @param out where heads go to
  HeadRenderer(ResponseFields fields, Outgoing out) {
    this.fields = fields;
    this.out = out;
  }

  /// Renders the head of a response.
  ///
  /// @param requestsLeft how many more the connection takes, as the client is told; or [#NONE_LEFT]
  /// @throws IllegalArgumentException if the response holds fields that it may not hold, or its
  ///   status is not a final one; before the next head, [#reset] has to be called
  void render(Method method, HttpVersion version, Response response, int requestsLeft) {
    if (response.status().code() < 200) {
      throw new IllegalArgumentException("not a final status: " + response.status());
    }
    requireNoneOfOurs(response.fields());
    framing = writer.begin(method, version, response.status(), announcedLength(response));
    broken = true;
    Fields date = fields.date();
    Fields connection = requestsLeft == NONE_LEFT ? fields.close() : fields.keepAlive();
    Fields upgrade = response.fields().has(FieldName.UPGRADE) ? UPGRADE : Fields.NONE;
    int fieldsSize =
        date.wireSize() + response.fields().wireSize() + upgrade.wireSize() + connection.wireSize();
    ByteBuffer head = out.acquire(writer.headSize(fieldsSize + ResponseWriter.MAX_DIGITS));
    writer.statusLine(head);
    writer.fields(head, date);
    writer.fields(head, response.fields());
    writer.fields(head, upgrade);
    if (requestsLeft == NONE_LEFT) {
      writer.fields(head, connection);
    } else {
      writer.fields(head, connection, requestsLeft);
    }
    writer.endHead(head);
    broken = false;
    head.flip();
  }

  /// The server adds these fields itself, and two lines of one of them would contradict each other.
  /// Those of the framing are the writer's to refuse.
  private static void requireNoneOfOurs(Fields fields) {
    if (fields.has(FieldName.DATE)
        || fields.has(FieldName.CONNECTION)
        || fields.has(FieldName.KEEP_ALIVE)) {
      throw new IllegalArgumentException("Date, Connection and Keep-Alive are the server's");
    }
  }

  /// A 304 without content says nothing of the length that a 200 would have (RFC 9110 §8.6).
  private static long announcedLength(Response response) {
    long length = response.content().length();
    boolean silent = length == 0 && response.status().code() == Status.NOT_MODIFIED.code();
    return silent ? Content.UNKNOWN_LENGTH : length;
  }

  /// Renders the interim response that asks the client for its content (RFC 9110 §15.2.1).
  void renderContinue() {
    ByteBuffer head = out.acquire(ResponseWriter.CONTINUE_SIZE);
    ResponseWriter.writeContinue(head);
    head.flip();
    framing = ResponseFraming.NONE;
  }

  /// How the content of the response is framed whose head was rendered last.
  ResponseFraming framing() {
    return framing;
  }

  /// Writes the framing of that content.
  ResponseWriter writer() {
    return writer;
  }

  /// Whether [#render] has failed, so that [#reset] has to be called.
  boolean isBroken() {
    return broken;
  }

  /// Forgets a response that was given up in the middle of its head or its content.
  void reset() {
    writer = new ResponseWriter();
    broken = false;
  }
}
