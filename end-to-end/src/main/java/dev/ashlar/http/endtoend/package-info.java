/// End-to-end tests: the built image is started through its own launcher, and raw sockets speak to
/// it.
///
/// [Launch] says how to start it, [AshlarProcess] is a server that runs, [Wire] is one connection
/// and [Reply] one response. Nothing here uses a class of the server, so what the tests see is what
/// a client sees. Every wait is for an event, with [Wire#PATIENCE] as the limit after which a test
/// fails.
@NullMarked
package dev.ashlar.http.endtoend;

import org.jspecify.annotations.NullMarked;
