package dev.ashlar.http.server.api;

import java.util.Objects;
import java.util.concurrent.CompletionStage;

/// A response that will be completed later, by any thread; the connection is parked meanwhile and
/// no worker is held.
///
/// There is no limit to how long that may take, but that a server that stops closes the connection
/// in the end; a response that comes after that is let go.
///
/// @param stage gives the response; completed exceptionally, it becomes a `500`
public record LaterResponse(CompletionStage<Response> stage) implements Answer {
  /// Refuses null.
  public LaterResponse {
    Objects.requireNonNull(stage, "stage");
  }
}
