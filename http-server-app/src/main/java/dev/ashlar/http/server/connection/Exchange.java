package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// The request that a connection is answering: one object for each connection, used again for each
/// of its requests. Touched by the connection's owner only.
final class Exchange implements CompletedExchange {
  private final ConnectionInfo connection;
  private final ResponseSender sender;

  private int number;
  private boolean active;
  private boolean received;
  private boolean wanted;
  private boolean complete;
  private boolean unanswered;
  private boolean stepMayBlock;
  private long startNanos;
  private long endNanos;
  private long queuedNanos;
  private Method methodWithoutHead = Method.GET;
  private @Nullable RequestHead head;
  private @Nullable ContentReceiver receiver;
  private @Nullable Callable<Answer> step;
  private @Nullable Response response;

  Exchange(ConnectionInfo connection, ResponseSender sender) {
    this.connection = connection;
    this.sender = sender;
  }

  /// A request begins that will be refused, because its head never became one.
  ///
  /// @param method if so much of it is known
  void beginWithoutHead(@Nullable Method method) {
    methodWithoutHead = Objects.requireNonNullElse(method, Method.GET);
    begin(null);
  }

  /// A request begins.
  void begin(@Nullable RequestHead arrived) {
    number++;
    active = true;
    received = false;
    wanted = false;
    complete = false;
    unanswered = false;
    startNanos = System.nanoTime();
    queuedNanos = 0;
    head = arrived;
  }

  /// The exchange has ended; what it held is let go once the listener has looked.
  ///
  /// @param whole whether the response was sent to its last byte
  void end(boolean whole, ExchangeListener listener) {
    complete = whole;
    endNanos = System.nanoTime();
    active = false;
    try {
      listener.completed(this);
    } finally {
      head = null;
      response = null;
    }
  }

  /// Whether a request is being answered.
  boolean active() {
    return active;
  }

  /// The request has arrived to its last byte.
  void markReceived() {
    received = true;
  }

  boolean received() {
    return received;
  }

  /// Takes the content, while some is to come.
  @Nullable ContentReceiver receiver() {
    return receiver;
  }

  /// From now on this one takes the content.
  ///
  /// @return whether it is the exchange's first
  boolean receiver(ContentReceiver taker) {
    boolean first = !wanted;
    wanted = true;
    receiver = taker;
    return first;
  }

  /// More content has come. A receiver that answers early is done with.
  @SuppressWarnings("ReferenceEquality") // The very receiver, not one like it.
  Answer pushContent(ByteBuffer bytes) throws IOException {
    ContentReceiver taker = Objects.requireNonNull(receiver, "no receiver");
    // A receiver that answers nothing has not ended: it is abandoned, as one that throws.
    Answer answer = Objects.requireNonNull(taker.receive(bytes), "no answer");
    if (answer != taker) {
      receiver = null;
    }
    return answer;
  }

  /// The content has come to its end: the receiver answers, and is not asked again.
  Answer finishContent(Fields trailers) throws IOException {
    ContentReceiver taker = Objects.requireNonNull(receiver, "no receiver");
    receiver = null;
    return taker.finish(trailers);
  }

  /// Gives up the content that will not come.
  void abandonContent() {
    ContentReceiver taker = receiver;
    receiver = null;
    step = null;
    if (taker != null) {
      taker.abandon();
    }
  }

  /// What is to be run next.
  void step(Callable<Answer> next, boolean mayBlock) {
    step = next;
    stepMayBlock = mayBlock;
  }

  boolean hasStep() {
    return step != null;
  }

  boolean stepMayBlock() {
    return stepMayBlock;
  }

  Callable<Answer> takeStep() {
    Callable<Answer> next = Objects.requireNonNull(step, "no step");
    step = null;
    return next;
  }

  /// The final response is known.
  void answer(Response answer) {
    response = answer;
  }

  /// The connection has ended, and there will be no response.
  ///
  /// @param answer to be reported in its place
  void leaveUnanswered(Response answer) {
    response = answer;
    unanswered = true;
  }

  boolean answered() {
    return response != null;
  }

  void waited(long nanos) {
    queuedNanos += nanos;
  }

  Method method() {
    return head == null ? methodWithoutHead : head.method();
  }

  HttpVersion version() {
    return head == null ? HttpVersion.HTTP_1_1 : head.version();
  }

  @Override
  public ConnectionInfo connection() {
    return connection;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public @Nullable RequestHead head() {
    return head;
  }

  @Override
  public Response response() {
    return Objects.requireNonNull(response, "no response yet");
  }

  @Override
  public long contentBytes() {
    return unanswered ? 0 : sender.contentBytes();
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public long queuedNanos() {
    return queuedNanos;
  }

  @Override
  public long totalNanos() {
    return endNanos - startNanos;
  }
}
