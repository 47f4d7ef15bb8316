package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Content.Residency;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A sender of responses, the file that they send, and a transport that notes what it was given.
/// Sees to it that no buffer is left lent.
abstract class SenderFixture {
  static final int SLICE = (int) ResponseSender.SLICE_BYTES;
  static final int BUFFER = 16 << 10;
  static final Residency IN_MEMORY = (position, count) -> true;

  @TempDir Path folder;
  final byte[] bytes = new byte[7 * SLICE];
  final LoopShare share = new LoopShare(new BufferPool(BUFFER, 4), new Opening(1));
  final ResponseFields fields = new ResponseFields(Duration.ofSeconds(30), () -> Instant.EPOCH);
  final ResponseSender sender = new ResponseSender(fields, share);
  final RecordingTransport sent = new RecordingTransport();
  FileChannel file;

  @BeforeEach
  void open() throws IOException {
    new Random(1).nextBytes(bytes);
    file = FileChannel.open(Files.write(folder.resolve("file"), bytes));
  }

  @AfterEach
  void close() throws IOException {
    sender.finish();
    assertEquals(0, share.buffers().lent());
    assertEquals(0, share.opening().lent());
    file.close();
  }

  Content.FileRegion region(long position, long count, Residency residency) {
    return new Content.FileRegion(file, position, count, residency, () -> {});
  }

  void start(Content content) {
    start(new Response(Status.OK, Fields.NONE, content));
  }

  void start(Response response) {
    sender.take(response.content());
    sender.start(Method.GET, HttpVersion.HTTP_1_1, response, HeadRenderer.NONE_LEFT);
  }

  Outcome lead() throws IOException {
    return sender.send(sent, false);
  }

  Outcome work() throws IOException {
    return sender.send(sent, true);
  }

  void assertContent(int position, int count) {
    ByteBuffer expected = ByteBuffer.wrap(bytes, position, count);
    assertEquals(expected, ByteBuffer.wrap(sent.content(count)));
  }
}
