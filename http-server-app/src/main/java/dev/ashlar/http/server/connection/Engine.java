package dev.ashlar.http.server.connection;

import dev.ashlar.http.pool.WorkerPool;
import dev.ashlar.http.security.ConnectionQuota;
import dev.ashlar.http.server.api.Handler;
import dev.ashlar.http.server.api.Response;
import java.util.function.UnaryOperator;

/// What all connections of a server share.
///
/// @param handler answers the requests
/// @param options the limits
/// @param listener hears what happens
/// @param pool runs what may block
/// @param fields the field lines that every response carries
/// @param errors gives the engine's own error responses the form that the server's others have
/// @param quota counts the open connections
/// @param heads the memory for the heads of requests
/// @param senders counts the connections whose clients have much to read
/// @param drain whether the server is stopping
record Engine(
    Handler handler,
    ConnectionOptions options,
    ExchangeListener listener,
    WorkerPool pool,
    ResponseFields fields,
    UnaryOperator<Response> errors,
    ConnectionQuota quota,
    HeadBudget heads,
    Senders senders,
    Drain drain) {}
