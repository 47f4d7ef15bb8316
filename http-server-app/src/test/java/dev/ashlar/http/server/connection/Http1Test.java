package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What one turn of a connection does, step by step and without a socket.
@Timeout(60)
class Http1Test {
  private static final int BUFFER = 16 << 10;
  private static final int PLENTY = 3;
  private static final long LINGER_BYTES = 1000;
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final RecordingTransport transport = new RecordingTransport();
  private final BufferPool buffers = new BufferPool(BUFFER, 4, PLENTY);

  private Content region = Content.none();

  @TempDir Path folder;

  /// Only for what all connections of a server share.
  private TestServer server;

  private Http1 http;

  /// Takes content, and keeps none of it.
  private static final class Sink extends Taker {
    Sink() {
      super(false);
    }

    @Override
    public Answer receive(ByteBuffer bytes) {
      return this;
    }
  }

  /// Leaves all but the first of the content to another.
  private static final class Handing extends Taker {
    Handing() {
      super(false);
    }

    @Override
    public Answer receive(ByteBuffer bytes) {
      return new Taker(false);
    }
  }

  @BeforeEach
  void open() throws IOException {
    Handler handler =
        request ->
            switch (request.head().rawPath()) {
              case "/content" -> new Sink();
              case "/handed-on" -> new Handing();
              case "/file" -> new Response(Status.OK, Fields.NONE, region);
              default -> Response.text(Status.OK, "hello");
            };
    ConnectionOptions options =
        TestServer.patient().linger(Duration.ofMinutes(5), LINGER_BYTES).build();
    server = new TestServer(handler, options, 1, 1);
    ConnectionInfo info = new ConnectionInfo(1, ANY, ANY);
    LoopShare share = new LoopShare(buffers, new Opening(1));
    http = new Http1(server.connections.engine(), info, transport, share);
  }

  @AfterEach
  void close() {
    http.release();
    server.close();
    assertEquals(0, buffers.lent());
  }

  private void arrives(String octets) {
    transport.arriving = ByteBuffer.wrap(octets.getBytes(ISO_8859_1));
    http.markReadable();
  }

  private static String post(int length) {
    return "POST /content HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n";
  }

  @Test
  void lendsNoMemoryWhileTheClientIsSilent() {
    arrives(GET + "GET / HT");

    assertEquals(Next.READ, http.advance(false));
    assertEquals(1, http.requests());
    assertEquals(0, buffers.lent());
  }

  /// Else a client that waits for that before it sends the rest is held up.
  @ParameterizedTest
  @ValueSource(ints = {1, 5, 6, 30, 58})
  void confirmsWhatIsNotYetAWholeRequest(int missing) {
    String whole = post(5) + "abcde";
    arrives(whole.substring(0, whole.length() - missing));

    assertEquals(Next.READ, http.advance(false));
    assertEquals(List.of("confirm"), transport.calls);
  }

  @Test
  void leavesItToTheResponseToConfirmAWholeRequest() {
    arrives(post(5) + "abcde" + GET);

    assertEquals(Next.READ, http.advance(true));
    assertEquals(2, http.requests());
    assertFalse(transport.calls.contains("confirm"));
  }

  @Test
  void countsTheMemoryOfALongHeadUntilItIsAnswered() {
    long before = server.connections.engine().heads().left();
    arrives(GET.replace("Host", "A: " + "a".repeat(6000) + "\r\nHost"));

    assertEquals(Next.READ, http.advance(false));
    assertEquals(1, http.requests());
    assertEquals(before, server.connections.engine().heads().left());
  }

  @Test
  void saysHowManyRequestsAreLeft() {
    arrives(GET);
    assertEquals(Next.READ, http.advance(false));
    assertTrue(head().contains("max=999\r\n"), head());
  }

  /// RFC 9110 §10.1.1
  @Test
  void asksForNoContentThatIsThereAlready() {
    arrives(post(5).replace("Host", "Expect: 100-continue\r\nHost") + "hello");
    assertEquals(Next.READ, http.advance(false));
    assertTrue(transport.bytes.toString(ISO_8859_1).startsWith("HTTP/1.1 200"));

    arrives(post(5).replace("Host", "Expect: 100-continue\r\nHost"));
    assertEquals(Next.READ, http.advance(false));
    assertTrue(transport.bytes.toString(ISO_8859_1).endsWith("HTTP/1.1 100 Continue\r\n\r\n"));
  }

  /// Whoever takes the rest need not ask: it is on its way.
  @Test
  void asksForContentOnceHoweverManyTakeIt() {
    arrives(
        post(5).replace("/content", "/handed-on").replace("Host", "Expect: 100-continue\r\nHost"));
    assertEquals(Next.READ, http.advance(false));
    arrives("he");
    assertEquals(Next.READ, http.advance(false));
    assertEquals("HTTP/1.1 100 Continue\r\n\r\n", transport.bytes.toString(ISO_8859_1));
    arrives("llo");
    assertEquals(Next.READ, http.advance(false));
    assertTrue(transport.bytes.toString(ISO_8859_1).endsWith("\r\n\r\nllo"));
  }

  /// Half a response cannot be taken back.
  @Test
  void isToldOfNoOverloadInTheMiddleOfAResponse() throws IOException {
    Path path = Files.write(folder.resolve("file"), new byte[100_000]);
    try (FileChannel file = FileChannel.open(path)) {
      region = new Content.FileRegion(file, 0, 100_000, () -> {});
      arrives(GET.replace("/ ", "/file "));
      assertEquals(Next.WORKER, http.advance(false));

      assertFalse(http.overloaded(0));
      assertEquals(Next.READ, http.advance(true));
      assertEquals(100_000, http.progress() - GET.length() - 4 - head().length());
    }
  }

  /// As many clients as are let in, each with a buffer for what it has sent and one for what it
  /// does not read, would take more memory than there is.
  @Test
  void keepsNoRequestsBehindAResponseThatIsNotReadWhereBuffersAreScarce() {
    List<ByteBuffer> others = lend(PLENTY);
    transport.room = 10;
    arrives(GET.repeat(3));
    assertEquals(Next.WRITE, http.advance(false));
    assertEquals(PLENTY + 1, buffers.lent());

    transport.room = Long.MAX_VALUE;
    assertEquals(Next.READ, http.advance(false));
    assertEquals(Waiting.FAREWELL, http.waiting());
    assertEquals(1, http.requests());
    assertTrue(transport.bytes.toString(ISO_8859_1).endsWith("hello"), "the response is whole");
    others.forEach(buffers::release);
  }

  @Test
  void keepsRequestsBehindAResponseThatIsNotReadYet() {
    List<ByteBuffer> others = lend(PLENTY - 2);
    transport.room = 10;
    arrives(GET.repeat(3));
    assertEquals(Next.WRITE, http.advance(false));
    assertEquals(PLENTY, buffers.lent());

    transport.room = Long.MAX_VALUE;
    assertEquals(Next.READ, http.advance(false));
    assertEquals(Waiting.REQUEST, http.waiting());
    assertEquals(3, http.requests());
    others.forEach(buffers::release);
  }

  private List<ByteBuffer> lend(int count) {
    return Stream.generate(buffers::acquire).limit(count).toList();
  }

  private String head() {
    String all = transport.bytes.toString(ISO_8859_1);
    return all.substring(0, all.indexOf("\r\n\r\n") + 4);
  }

  /// Others have their turn.
  @Test
  void yieldsAfterSomeOfManyRequestsThatAreThereAtOnce() {
    arrives(GET.repeat(100));
    int before = 0;
    while (http.advance(false) == Next.YIELD) {
      int requests = http.requests() - before;
      assertTrue(requests > 0 && requests <= 17, () -> requests + " requests in one turn");
      before = http.requests();
    }
    assertEquals(100, http.requests());
    assertTrue(before > 80, "and not only once");
  }

  @Test
  void yieldsAfterSomeOfMuchContentThatIsThereAtOnce() {
    int length = 5 << 20;
    arrives(post(length) + "x".repeat(length));
    long before = 0;
    int turns = 1;
    while (http.advance(false) == Next.YIELD) {
      long octets = http.progress() - before;
      assertTrue(octets <= (1 << 20) + 2 * BUFFER, () -> octets + " octets in one turn");
      before = http.progress();
      turns++;
    }
    assertTrue(turns >= 5, "turns: " + turns);
    assertEquals(Waiting.REQUEST, http.waiting());
  }

  @Test
  void yieldsAfterASliceOfALargeFile() throws IOException {
    int length = 3 * (int) ResponseSender.SLICE_BYTES;
    Path path = Files.write(folder.resolve("file"), new byte[length]);
    try (FileChannel file = FileChannel.open(path)) {
      region = new Content.FileRegion(file, 0, length, (position, count) -> true, () -> {});
      arrives(GET.replace("/ ", "/file "));
      for (int turn = 1; turn <= 3; turn++) {
        assertEquals(turn < 3 ? Next.YIELD : Next.READ, http.advance(false));
        long sent = turn * ResponseSender.SLICE_BYTES + GET.length() + 4 + head().length();
        assertEquals(sent, http.progress());
      }
    }
  }

  /// Where thousands break at once it takes a while until each has its turn to be closed.
  @Test
  void givesItsMemoryBackAsSoonAsTheConnectionBreaks() {
    arrives(post(2 * BUFFER) + "x".repeat(BUFFER));
    assertEquals(Next.READ, http.advance(false));
    transport.broken = true;
    http.markReadable();

    assertEquals(Next.CLOSE, http.advance(false));
    assertEquals(0, buffers.lent());
  }

  /// However much has come before.
  @Test
  void readsSoMuchMoreOfWhoIsRefusedBeforeItCloses() {
    arrives(post(5000) + "x".repeat(5000) + "no request\r\n\r\n");
    assertEquals(Next.READ, http.advance(false));
    assertEquals(Waiting.FAREWELL, http.waiting());

    arrives("x".repeat((int) LINGER_BYTES));
    assertEquals(Next.READ, http.advance(false));
    arrives("x");
    assertEquals(Next.CLOSE, http.advance(false));
  }

  /// A long head, a request behind it that was not parsed, and a response that is not read.
  private long isInTheMiddleOf(Closeable release) throws IOException {
    region = new Content.Sequence(List.of(Content.of("x".repeat(BUFFER)), closing(release)));
    long heads = server.connections.engine().heads().left();
    transport.room = 1000;
    arrives(
        GET.replace("/ ", "/file ").replace("Host", "A: " + "a".repeat(6000) + "\r\nHost") + GET);
    assertEquals(Next.WRITE, http.advance(false));
    assertTrue(buffers.lent() > 0);
    assertTrue(server.connections.engine().heads().left() < heads);
    return heads;
  }

  private static Content closing(Closeable release) {
    return new Content.Source() {
      @Override
      public boolean read(ByteBuffer target) {
        return false;
      }

      @Override
      public long length() {
        return 0;
      }

      @Override
      public void close() throws IOException {
        release.close();
      }
    };
  }

  private void assertNothingIsKept(long heads) {
    assertEquals(0, buffers.lent());
    assertEquals(heads, server.connections.engine().heads().left());
    assertEquals("200 0 incomplete", server.reports.remove().replaceFirst(" .* ", " 0 "));
  }

  @Test
  void keepsNothingThoughItsContentCannotBeClosed() throws IOException {
    AssertionError failure = new AssertionError();
    long heads =
        isInTheMiddleOf(() -> {
          throw failure;
        });
    http.release();
    assertSame(failure, server.failures.remove());
    assertNothingIsKept(heads);
  }

  @Test
  void keepsNothingThoughNobodyCanBeToldThatItsContentCannotBeClosed() throws IOException {
    long heads =
        isInTheMiddleOf(() -> {
          throw new IOException();
        });
    server.throwing = "failed";
    assertThrows(IllegalStateException.class, http::release);
    assertNothingIsKept(heads);
  }
}
