/// What an embedder writes against: a request comes in as a [Request], an [Answer] goes out.
///
/// A [Handler] is one method that must not block. What it returns says how the exchange goes on:
///
/// | answer | meaning |
/// |---|---|
/// | [Response] | the response, now |
/// | [OnWorker] | the answer needs blocking work: run this on a worker |
/// | [ContentReceiver] | push me the request's content as it arrives |
/// | [LaterResponse] | the response will be completed later; no thread waits for it |
///
/// No handler ever sees a socket, and no handler ever waits for a client.
package dev.ashlar.http.server.api;
