package dev.ashlar.http.server.api;

import java.net.InetSocketAddress;

/// The connection on which a request arrived. Immutable; valid also when the connection has ended.
///
/// @param id counts the server's connections from 1
/// @param client the peer's address and port
/// @param server the local address and port at which this very connection arrived
public record ConnectionInfo(long id, InetSocketAddress client, InetSocketAddress server) {}
