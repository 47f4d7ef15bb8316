/// File servers made of Jetty and of Helidon, each configured as its documentation recommends for
/// files, with an access log; and a loop that is none, to see what the rest of a server costs.
package dev.ashlar.benchmarks.files.peers;
