/// Ashlar beside other file servers: the same files, the same load, one core for the server and one
/// for the load, in turns.
package dev.ashlar.benchmarks.files;
