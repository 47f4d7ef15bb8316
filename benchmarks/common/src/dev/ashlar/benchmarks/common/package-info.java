/// What the load comparisons share: a server in a process of its own, latencies, a machine's
/// description, JSON and plots. On the class path, needs nothing but the JDK.
package dev.ashlar.benchmarks.common;
