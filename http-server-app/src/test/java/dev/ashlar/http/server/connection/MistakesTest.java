package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a handler does wrong costs its own request at most, and whoever wrote it hears of it.
@Timeout(60)
class MistakesTest {
  @TempDir Path folder;

  private static Response region(FileChannel file) {
    return new Response(
        Status.OK,
        Fields.NONE,
        new Content.FileRegion(file, 0, 5, (position, count) -> true, () -> {}));
  }

  private static Answer interrupted(Answer answer) {
    Thread.currentThread().interrupt();
    return answer;
  }

  /// Empty content that leaves an interrupt behind in one of its methods.
  private record Interrupting(String method) implements Content.Source {
    private void interruptIn(String one) {
      if (method.equals(one)) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public long length() {
      interruptIn("/length");
      return 0;
    }

    @Override
    public boolean read(ByteBuffer target) {
      interruptIn("/read");
      return false;
    }

    @Override
    public void close() {
      interruptIn("/close");
    }
  }

  /// A handler that catches an `InterruptedException` and restores the interrupt, as one should.
  @ParameterizedTest
  @ValueSource(strings = {"/inline", "/on-a-worker", "/read", "/length", "/close"})
  void closesNoSharedFileForAnInterruptThatAHandlerLeftBehind(String target) throws Exception {
    try (FileChannel shared = FileChannel.open(Files.writeString(folder.resolve("a"), "hello"))) {
      Handler handler =
          request ->
              switch (request.head().rawPath()) {
                case "/inline" -> interrupted(Response.text(Status.OK, "first"));
                case "/on-a-worker" -> new OnWorker(() -> interrupted(region(shared)));
                case "/read", "/close" ->
                    new Response(Status.OK, Fields.NONE, new Interrupting(target));
                case "/length" ->
                    new Response(
                        Status.OK,
                        Fields.NONE,
                        new Content.Sequence(
                            List.of(region(shared).content(), new Interrupting(target))));
                default -> {
                  assertFalse(Thread.currentThread().isInterrupted());
                  yield region(shared);
                }
              };
      try (TestServer server = new TestServer(handler);
          Wire wire = server.connect()) {
        wire.send(
            "GET "
                + target
                + " HTTP/1.1\r\nHost: a\r\n\r\nGET /file HTTP/1.1\r\nHost: a\r\n"
                + "Connection: close\r\n\r\n");
        String all = wire.rest().octets();
        assertTrue(all.endsWith("\r\n\r\nhello"), all);
        assertTrue(shared.isOpen());
      }
    }
  }

  /// Content of one byte that leaves an interrupt behind whenever it is asked for its length.
  private static final class OneByte implements Content.Source {
    private boolean given;

    @Override
    public long length() {
      Thread.currentThread().interrupt();
      return 1;
    }

    @Override
    public boolean read(ByteBuffer target) {
      if (given) {
        return false;
      }
      given = true;
      target.put((byte) '!');
      return true;
    }
  }

  /// How much a source has given is compared with what it has announced, and a file may be next.
  @Test
  void closesNoSharedFileForAnInterruptThatTheContentBeforeItLeftBehind() throws Exception {
    try (FileChannel shared = FileChannel.open(Files.writeString(folder.resolve("a"), "hello"))) {
      Handler handler =
          request ->
              new Response(
                  Status.OK,
                  Fields.NONE,
                  new Content.Sequence(List.of(new OneByte(), region(shared).content())));
      try (TestServer server = new TestServer(handler);
          Wire wire = server.connect()) {
        wire.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        String all = wire.rest().octets();
        assertTrue(all.endsWith("\r\n\r\n!hello"), all);
        assertTrue(shared.isOpen());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void abandonsAReceiverThatAnswersNothing(boolean blocking) throws Exception {
    Taker forgetful =
        new Taker(blocking) {
          @Override
          @SuppressWarnings("NullAway") // That is the mistake.
          public Answer receive(ByteBuffer bytes) {
            return null;
          }
        };
    try (TestServer server = new TestServer(request -> forgetful);
        Wire wire = server.connect()) {
      wire.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na");
      assertEquals(500, wire.reply().status());
      assertEquals(1, forgetful.abandoned.get());
    }
  }

  /// The next request is no content.
  @Test
  void answers500WhereAReceiverIsToTakeContentThatHasEnded() throws Exception {
    Taker never = new Taker(false);
    Taker ended =
        new Taker(false) {
          @Override
          public Answer finish(Fields trailers) {
            return never;
          }
        };
    Handler handler =
        request -> request.head().rawPath().equals("/") ? Response.text(Status.OK, "hello") : ended;
    try (TestServer server = new TestServer(handler);
        Wire wire = server.connect()) {
      wire.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na").get("/");
      assertEquals(500, wire.reply().status());
      assertEquals("hello", wire.reply().content());
      TestServer.next(server.failures);
    }
  }

  /// Content that cannot say how long it is.
  private static final class Unmeasured implements Content.Source {
    final AtomicInteger closed = new AtomicInteger();
    private final String failure;

    Unmeasured(String failure) {
      this.failure = failure;
    }

    @Override
    public long length() {
      if (failure.equals("error")) {
        throw new StackOverflowError(failure);
      }
      throw new UncheckedIOException(new IOException(failure));
    }

    @Override
    public boolean read(ByteBuffer target) {
      return false;
    }

    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @ParameterizedTest
  @CsvSource({"1.1, exception", "1.0, exception", "1.1, error", "1.0, error"})
  void closesContentThatCannotSayHowLongItIsAndAnswers500(String version, String failure)
      throws Exception {
    Unmeasured content = new Unmeasured(failure);
    Handler handler = request -> new Response(Status.OK, Fields.NONE, content);
    try (TestServer server = new TestServer(handler);
        Wire wire = server.connect()) {
      wire.send("GET / HTTP/" + version + "\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
      assertEquals(500, wire.reply().status());
      assertEquals(1, content.closed.get());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Connection", "Content-Length", "Date", "Keep-Alive"})
  void sendsNoFieldASecondTimeThatTheServerAdds(String name) throws Exception {
    Fields fields = Fields.of(FieldName.of(name), "1");
    Handler handler = request -> new Response(Status.OK, fields, Content.of("hello"));
    try (TestServer server = new TestServer(handler);
        Wire wire = server.connect()) {
      assertEquals(500, wire.get("/").reply().status());
      TestServer.next(server.failures);
    }
  }
}
