package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Gets an exchange its response and sends it, and sees to it that there always is one: whatever
/// goes wrong before the first byte becomes a `500`, and whatever goes wrong is reported.
///
/// Used by the connection's owner only.
final class Responder {
  private static final Refusal NO_BUFFERS =
      new Refusal(
          Refusal.Rule.QUOTA,
          "responses that clients have not read take the memory for the requests behind them");

  private final Engine engine;
  private final Exchange exchange;
  private final ResponseSender sender;
  private @Nullable CompletableFuture<Response> later;
  private boolean keepAlive;

  Responder(Engine engine, Exchange exchange, ResponseSender sender) {
    this.engine = engine;
    this.exchange = exchange;
    this.sender = sender;
  }

  /// Begins to send the exchange's response.
  ///
  /// @param mayPersist whether the connection could live on as far as the request is concerned
  void start(Response response, boolean mayPersist) {
    try {
      render(response, mayPersist);
    } catch (RuntimeException | Error unfitResponse) {
      finish();
      render(failed(unfitResponse), mayPersist);
    }
  }

  private void render(Response response, boolean mayPersist) {
    exchange.answer(response);
    sender.take(response.content());
    keepAlive = mayPersist && tellsItsEnd(response.content());
    int requestsLeft =
        keepAlive ? engine.options().maxRequests() - exchange.number() : HeadRenderer.NONE_LEFT;
    sender.start(exchange.method(), exchange.version(), response, requestsLeft);
  }

  /// HTTP/1.0 knows no chunks: where the length is unknown, only the connection's end ends the
  /// content (RFC 9112 §6.3).
  private boolean tellsItsEnd(Content content) {
    return exchange.version() == HttpVersion.HTTP_1_1 || content.length() != Content.UNKNOWN_LENGTH;
  }

  /// Whether the response says that the connection stays open.
  boolean keepsAlive() {
    return keepAlive;
  }

  /// The connection ends with the response, whatever that says: requests that came behind this one
  /// are not read, and the client may send them again (RFC 9112 §9.3.2).
  void endWithResponse() {
    if (keepAlive) {
      keepAlive = false;
      engine.listener().cut(exchange.connection(), NO_BUFFERS);
    }
  }

  /// Begins to ask for the content.
  void startContinue() {
    sender.startContinue();
  }

  /// Sends what the client can take; see [ResponseSender#send].
  ResponseSender.Outcome send(Transport transport, boolean mayBlock) throws IOException {
    return sender.send(transport, mayBlock);
  }

  /// Ends the response, sent or not. Its content is let go, and if that fails, the client has no
  /// part in it.
  void finish() {
    try {
      sender.finish();
    } catch (IOException | RuntimeException | Error failure) {
      report(failure);
    }
  }

  /// Gives up the content that will not come. A receiver that fails at that is reported, and
  /// changes nothing for the client.
  void abandonContent() {
    try {
      exchange.abandonContent();
    } catch (RuntimeException | Error failure) {
      report(failure);
    }
  }

  /// Waits for a response that somebody completes later.
  ///
  /// @return whether there is anything to wait for
  /// @throws RuntimeException if the stage cannot be waited for
  boolean await(CompletionStage<Response> stage) {
    later = stage.toCompletableFuture();
    return !later.isDone();
  }

  /// What is waited for.
  CompletableFuture<Response> awaited() {
    return Objects.requireNonNull(later, "not waiting");
  }

  /// The response that was waited for, or what stands for it if it failed.
  Response completed() {
    CompletableFuture<Response> completed = awaited();
    later = null;
    try {
      return Objects.requireNonNull(completed.join(), "no response");
    } catch (CompletionException | CancellationException failure) {
      return failed(Objects.requireNonNullElse(failure.getCause(), failure));
    } catch (NullPointerException failure) {
      return failed(failure);
    }
  }

  /// Lets go of everything: the connection is closed. Each is let go of, whatever the listener
  /// makes of the failure of another.
  void release() {
    try {
      abandonContent();
    } finally {
      try {
        forget();
      } finally {
        finish();
      }
    }
  }

  /// Waits no more. A response that comes all the same is let go.
  private void forget() {
    CompletableFuture<Response> neverSent = later;
    if (neverSent != null) {
      var _ = neverSent.thenAccept(this::drop);
    }
  }

  private void drop(Response response) {
    try {
      response.content().close();
    } catch (IOException | RuntimeException | Error failure) {
      report(failure);
    }
  }

  /// Asks the handler. If it fails, that is reported, and the answer is a `500`.
  Answer ask(RequestHead head) {
    try {
      Request request = new Request(head, exchange.connection(), exchange.number());
      return Objects.requireNonNull(engine.handler().handle(request), "no answer");
    } catch (RuntimeException | Error failure) {
      return failed(failure);
    }
  }

  /// Runs the exchange's next step. If it fails, that is reported, and the answer is a `500`.
  Answer takeStep() {
    try {
      return Objects.requireNonNull(exchange.takeStep().call(), "no answer");
    } catch (Exception | Error failure) {
      return failed(failure);
    }
  }

  /// Reports what no rule foresaw, and makes the answer to it.
  Response failed(Throwable failure) {
    report(failure);
    return engine.errors().failed(exchange.head());
  }

  private void report(Throwable failure) {
    engine.listener().failed(exchange.connection(), failure);
  }

  /// What is reported of an exchange whose connection ended before it had a response. Where no
  /// drain has cut it, the client left in the middle of its request, or else something has failed:
  /// for that no client is to be accused.
  ///
  /// @param failed whether something is known to have
  Response neverSent(boolean failed) {
    EngineErrors errors = engine.errors();
    if (engine.drain().begun()) {
      return errors.stopping(exchange.head());
    }
    return failed || exchange.received()
        ? errors.failed(exchange.head())
        : errors.incomplete(exchange.head());
  }

  /// Bytes handed to the kernel since the connection began.
  long totalBytes() {
    return sender.totalBytes();
  }
}
