/// File servers made of Jetty and of Helidon, each configured as its documentation recommends for
/// files, with an access log.
package dev.ashlar.benchmarks.files.peers;
