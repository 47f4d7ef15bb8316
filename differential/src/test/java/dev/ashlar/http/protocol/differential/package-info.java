/// Requests that are smuggled are requests that two parsers delimit differently. Here messages that
/// invite to it are given to `http-protocol` and to the parsers of Netty and Jetty, and what each
/// of them takes for one message is compared.
@NullMarked
package dev.ashlar.http.protocol.differential;

import org.jspecify.annotations.NullMarked;
