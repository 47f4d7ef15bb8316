/// `RequestParser` beside the parsers of Netty, Jetty and Helidon, each as its own server uses it,
/// one parser for many requests of a connection: the same octets in a direct buffer, and afterwards
/// the same questions, those of a server of files.
///
/// - [Heads]: requests without content, a minimal one and a browser's;
/// - [ChunkedUpload]: a head and eight chunks of 1 KiB.
package dev.ashlar.benchmarks.protocol;
