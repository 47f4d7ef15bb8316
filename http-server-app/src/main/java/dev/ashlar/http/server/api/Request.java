package dev.ashlar.http.server.api;

import dev.ashlar.http.protocol.RequestHead;

/// A request whose head has arrived. Immutable; valid for ever, also after the exchange.
///
/// @param head the parsed head, with its own copy of its bytes
/// @param connection where it arrived
/// @param number counts the requests of the connection from 1
public record Request(RequestHead head, ConnectionInfo connection, int number) {}
