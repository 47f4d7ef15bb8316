/// What connections cost, what slow clients do to others, and what vanished clients leave behind.
package dev.ashlar.benchmarks.connections;
