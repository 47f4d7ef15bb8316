package dev.ashlar.http.server.connection;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.security.ConnectionQuota;
import dev.ashlar.http.server.api.Handler;

/// What all connections of a server share.
///
/// @param handler answers the requests
/// @param options the limits
/// @param listener hears what happens
/// @param pool runs what may block
/// @param fields the field lines that every response carries
/// @param errors the engine's own error responses
/// @param quota counts the open connections
/// @param vacancy tells when one of them has ended
/// @param heads the memory for the heads of requests
/// @param senders counts the connections whose clients have much to read
/// @param drain whether the server is stopping
record Engine(
    Handler handler,
    ConnectionOptions options,
    ExchangeListener listener,
    WorkerPool pool,
    ResponseFields fields,
    EngineErrors errors,
    ConnectionQuota quota,
    Vacancy vacancy,
    HeadBudget heads,
    Senders senders,
    Drain drain) {}
