package dev.ashlar.http.pool;

import java.time.Duration;

/// The figures of a pool at one moment, gathered without stopping anybody: each is true for itself,
/// while together they may be a task apart.
///
/// Immutable, safe for use by any thread.
///
/// @param workers the workers of the pool, whatever they do
/// @param leaders the workers that lead a source, which is also the number of unfinished sources
/// @param active the workers that run a queued task at this moment
/// @param queued the tasks that wait in the queue
/// @param capacity the tasks that fit into the queue
/// @param completed the tasks that have run, those that failed included
/// @param rejected the tasks that were refused, because the queue was full or the pool shut down
/// @param longestWait the longest time that a recent task waited in the queue, the task that is
///   next in the queue included; recent is what left the queue within the last 5 to 10 seconds
/// @param meanWait the mean time that recent tasks waited in the queue; zero without such tasks
public record PoolSnapshot(
    int workers,
    int leaders,
    int active,
    int queued,
    int capacity,
    long completed,
    long rejected,
    Duration longestWait,
    Duration meanWait) {}
