package dev.ashlar.http.server;

import dev.ashlar.http.protocol.Authority;
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

/// Lets through what is meant for this server (RFC 9110 §7.4), so that no page of another site,
/// whose name was rebound to this address, can talk to it.
///
/// @param policy which hosts are this server's
/// @param errors gives refusals the form that the server's other errors have
/// @param next answers what is let through
record HostGuard(HostPolicy policy, UnaryOperator<Response> errors, Handler next)
    implements Handler {

  @Override
  public Answer handle(Request request) {
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
      case HostVerdict.Allowed allowed -> null;
      case HostVerdict.Refused(String reason, var suggestion) ->
          refuse(
              request,
              Status.FORBIDDEN,
              "This server does not answer to that host.",
              reason + " --allow-host " + suggestion + " would allow it.");
    };
  }

  private static Response refuse(Request request, Status status, String detail, String reason) {
    return ErrorResponse.of(status, detail, request.head())
        .refusing(new Refusal(Refusal.Rule.HOST, reason));
  }
}
