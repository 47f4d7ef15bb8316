package dev.ashlar.http.server;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.security.PathViolation;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.StaticFiles;
import dev.ashlar.http.server.uploads.Uploads;
import java.util.Optional;
import java.util.Set;

/// What this server serves: the files of a folder, and uploads below `/uploads`.
///
/// @param files answers everything else
/// @param uploads answers `/uploads`, if uploads are taken
/// @param paths judges the path before anything is looked for
record Site(StaticFiles files, Optional<Uploads> uploads, PathPolicy paths) implements Handler {
  private static final String UPLOADS = "uploads";

  /// The methods that somebody here knows, if only to refuse them for a resource. CONNECT does not
  /// come here: [HostGuard] answers it.
  private static final Set<Method> KNOWN =
      Set.of(
          Method.GET,
          Method.HEAD,
          Method.POST,
          Method.PUT,
          Method.PATCH,
          Method.DELETE,
          Method.OPTIONS,
          Method.TRACE);

  private static final Response OPTIONS =
      new Response(
          Status.NO_CONTENT,
          Fields.of(FieldName.ALLOW, "GET, HEAD, POST, OPTIONS"),
          Content.none());

  @Override
  public Answer handle(Request request) {
    Response cached = files.cached(request);
    if (cached != null) {
      return cached;
    }
    if (!KNOWN.contains(request.head().method())) {
      return dress(
          ErrorResponse.of(
              Status.NOT_IMPLEMENTED, "This server does not know the method.", request.head()));
    }
    String rawPath = request.head().rawPath();
    if (rawPath.equals("*")) {
      // The server as a whole, for which only OPTIONS can ask (RFC 9112 §3.2.4).
      return dress(OPTIONS);
    }
    return switch (paths.judge(rawPath)) {
      case PathVerdict.Allowed path -> route(request, path);
      case PathVerdict.Refused(PathViolation violation) -> refuse(request, violation);
    };
  }

  private Answer route(Request request, PathVerdict.Allowed path) {
    if (uploads.isPresent()
        && !path.segments().isEmpty()
        && path.segments().getFirst().equals(UPLOADS)) {
      return uploads.get().answer(request, path);
    }
    return files.answer(request, path);
  }

  private Response refuse(Request request, PathViolation violation) {
    Status status = violation.status() == 403 ? Status.FORBIDDEN : Status.BAD_REQUEST;
    return dress(
        ErrorResponse.of(status, violation.reason(), request.head())
            .refusing(new Refusal(Refusal.Rule.PATH, violation.reason())));
  }

  private Response dress(Response response) {
    return files.dress(response);
  }
}
