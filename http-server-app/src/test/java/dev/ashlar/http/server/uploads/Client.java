package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ashlar.http.protocol.Content;
import dev.ashlar.http.protocol.End;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.NeedsMore;
import dev.ashlar.http.protocol.ParseResult;
import dev.ashlar.http.protocol.Rejected;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Content.Bytes;
import dev.ashlar.http.server.api.Content.FileRegion;
import dev.ashlar.http.server.api.Content.Sequence;
import dev.ashlar.http.server.api.Content.Source;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Sends requests to [Uploads] as the server would, without a socket: octets go through the parser,
/// content is pushed in pieces of one size, and answers are followed until there is a response.
final class Client {
  private static final ConnectionInfo CONNECTION =
      new ConnectionInfo(
          1,
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 50000),
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 8080));

  private final Uploads uploads;
  private final int piece;

  /// Pushes content in pieces of `piece` bytes.
  Client(Uploads uploads, int piece) {
    this.uploads = uploads;
    this.piece = piece;
  }

  Client(Uploads uploads) {
    this(uploads, 8192);
  }

  /// What came back: the response, and its content as ISO-8859-1.
  record Reply(Response response, String content) {
    int status() {
      return response.status().code();
    }

    @Nullable String field(String name) {
      return response.fields().value(FieldName.of(name));
    }

    /// The string member of the JSON object in the content.
    String member(String name) {
      String start = '"' + name + "\":\"";
      int from = content.indexOf(start) + start.length();
      return content.substring(from, content.indexOf('"', from));
    }
  }

  Reply get(String target, String... fields) throws Exception {
    return send("GET", target, fields);
  }

  Reply send(String method, String target, String... fields) throws Exception {
    return exchange(head(method, target, fields), new byte[0]);
  }

  /// Uploads JSON.
  Reply post(String json, String... fields) throws Exception {
    return post(json.getBytes(UTF_8), fields);
  }

  Reply post(byte[] content, String... fields) throws Exception {
    String[] all = new String[fields.length + 1];
    all[0] = "Content-Type: application/json";
    System.arraycopy(fields, 0, all, 1, fields.length);
    return postAs(content, all);
  }

  /// Uploads with no field but those given and the content's length.
  Reply postAs(byte[] content, String... fields) throws Exception {
    String[] all = new String[fields.length + 1];
    all[0] = "Content-Length: " + content.length;
    System.arraycopy(fields, 0, all, 1, fields.length);
    return exchange(head("POST", "/uploads", all), content);
  }

  /// Uploads chunked, with trailer fields.
  Reply postChunked(byte[] content, String trailers, String... fields) throws Exception {
    String[] all = new String[fields.length + 2];
    all[0] = "Transfer-Encoding: chunked";
    all[1] = "Content-Type: application/json";
    System.arraycopy(fields, 0, all, 2, fields.length);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int at = 0; at < content.length; at += piece) {
      int length = Math.min(piece, content.length - at);
      chunks.write((Integer.toHexString(length) + "\r\n").getBytes(ISO_8859_1));
      chunks.write(content, at, length);
      chunks.write("\r\n".getBytes(ISO_8859_1));
    }
    chunks.write(("0\r\n" + trailers + "\r\n").getBytes(ISO_8859_1));
    return exchange(head("POST", "/uploads", all), chunks.toByteArray());
  }

  static String head(String method, String target, String... fields) {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /// Begins a request: what the handler answers to its head.
  Answer begin(String head) {
    return begin(new RequestParser(Limits.DEFAULT), ByteBuffer.wrap(head.getBytes(ISO_8859_1)));
  }

  private Answer begin(RequestParser parser, ByteBuffer input) {
    RequestHead head = assertInstanceOf(RequestHead.class, parser.parse(input));
    PathVerdict path = new PathPolicy().judge(head.rawPath());
    return uploads.answer(
        new Request(head, CONNECTION, 1), assertInstanceOf(PathVerdict.Allowed.class, path));
  }

  private Reply exchange(String head, byte[] content) throws Exception {
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    Answer answer = begin(parser, ByteBuffer.wrap(head.getBytes(ISO_8859_1)));
    ByteBuffer input = ByteBuffer.wrap(content).limit(0);
    while (answer instanceof ContentReceiver receiver) {
      ParseResult result = parser.parse(input);
      switch (result) {
        case NeedsMore more -> input.limit(Math.min(input.limit() + piece, content.length));
        case Content(ByteBuffer bytes) -> {
          receiver.receiveMayBlock(bytes.remaining());
          answer = receiver.receive(bytes);
        }
        case End end -> answer = receiver.finish(end.trailers());
        case RequestHead another -> throw new AssertionError(another);
        case Rejected rejected -> throw new AssertionError(rejected);
      }
    }
    return reply(answer);
  }

  /// Follows an answer until there is a response, which it reads.
  static Reply reply(Answer answer) throws Exception {
    return switch (answer) {
      case Response response -> {
        try (dev.ashlar.http.server.api.Content content = response.content()) {
          byte[] bytes = read(content);
          assertEquals(content.length(), bytes.length);
          yield new Reply(response, new String(bytes, ISO_8859_1));
        }
      }
      case OnWorker worker -> reply(worker.work().call());
      case LaterResponse(CompletionStage<Response> stage) ->
          reply(stage.toCompletableFuture().get());
      case ContentReceiver receiver -> throw new AssertionError(receiver);
    };
  }

  /// All bytes of a content.
  static byte[] read(dev.ashlar.http.server.api.Content content) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    switch (content) {
      case Bytes(ByteBuffer bytes, var _, var _) -> {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        all.write(copy);
      }
      case FileRegion region -> {
        ByteBuffer buffer = ByteBuffer.allocate((int) region.length());
        while (buffer.hasRemaining()) {
          if (region.file().read(buffer, region.position() + buffer.position()) < 0) {
            throw new AssertionError("the file is too short");
          }
        }
        all.write(buffer.array());
      }
      case Sequence sequence -> {
        for (dev.ashlar.http.server.api.Content part : sequence.parts()) {
          all.write(read(part));
        }
      }
      case Source source -> {
        ByteBuffer piece = ByteBuffer.allocate(1000);
        while (source.read(piece.clear())) {
          all.write(piece.array(), 0, piece.position());
        }
      }
    }
    return all.toByteArray();
  }
}
