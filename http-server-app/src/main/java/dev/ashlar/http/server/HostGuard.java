package dev.ashlar.http.server;

import dev.ashlar.http.protocol.Authority;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestTarget;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.HostPolicy;
import dev.ashlar.http.security.HostVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import java.net.InetSocketAddress;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Lets through only requests that are meant for this server (RFC 9110 §7.4). A page of another
/// site can have its own name resolved to this server's address (DNS rebinding), but its requests
/// bear that name as their host.
///
/// It also answers CONNECT, which no handler could: a 2xx would say that what follows goes through
/// a tunnel (RFC 9110 §9.3.6), while the connection goes on with HTTP.
///
/// Safe for use by several threads.
final class HostGuard implements Handler {
  private final HostPolicy policy;
  private final UnaryOperator<Response> errors;
  private final Handler next;

  /// What was let through last. The next request mostly names the same host, and then nothing has
  /// to be judged, and no object made of the request's octets. A race only means that a host is
  /// judged again.
  private volatile @Nullable Allowed last;

  /// A Host in one spelling, and the address of ours at which it was allowed.
  private record Allowed(String host, InetSocketAddress server) {
    boolean is(Request request) {
      return request.head().hasHost(host) && request.connection().server().equals(server);
    }
  }

  /// A guard.
  ///
  /// @param policy which hosts are this server's
  /// @param errors gives refusals the form that the server's other errors have
  /// @param next answers what is let through
  HostGuard(HostPolicy policy, UnaryOperator<Response> errors, Handler next) {
    this.policy = policy;
    this.errors = errors;
    this.next = next;
  }

  @Override
  public Answer handle(Request request) {
    Allowed before = last;
    if (before != null && before.is(request)) {
      return next.handle(request);
    }
    Response refused = judge(request);
    return refused == null ? next.handle(request) : errors.apply(refused);
  }

  private @Nullable Response judge(Request request) {
    if (request.head().target() instanceof RequestTarget.AbsoluteForm target
        && !target.scheme().equalsIgnoreCase("http")) {
      String reason = "The scheme of the request target is not that of this connection.";
      return refuse(request, Status.MISDIRECTED_REQUEST, reason, reason);
    }
    Authority authority = request.head().authority();
    if (authority == null) {
      // HTTP/1.0, which knows no Host.
      return null;
    }
    InetSocketAddress here = request.connection().server();
    return switch (policy.judge(
        authority.host(), authority.port(), here.getAddress(), here.getPort())) {
      case HostVerdict.Allowed allowed -> {
        if (request.head().target() instanceof RequestTarget.AuthorityForm) {
          yield ErrorResponse.of(
              Status.NOT_IMPLEMENTED, "This server makes no tunnels.", request.head());
        }
        remember(request.head(), here);
        yield null;
      }
      case HostVerdict.Refused(String reason, var suggestion) ->
          refuse(
              request,
              Status.FORBIDDEN,
              "This server does not answer to that host.",
              suggestion.isWritable()
                  ? reason + " --allow-host " + suggestion + " would allow it."
                  : reason);
    };
  }

  /// A target with an authority of its own is judged each time: it is rare, and its Host says
  /// nothing.
  private void remember(RequestHead head, InetSocketAddress server) {
    String host = head.value(FieldName.HOST);
    if (host != null && head.hasHost(host)) {
      last = new Allowed(host, server);
    }
  }

  private static Response refuse(Request request, Status status, String detail, String reason) {
    return ErrorResponse.of(status, detail, request.head())
        .refusing(new Refusal(Refusal.Rule.HOST, reason));
  }
}
