/// A fixed pool of workers over a bounded queue, with leadership of task sources.
///
/// Start with [WorkerPool]. Public types are the API; the machinery is package-private, and its two
/// lock-free structures live in `dev.ashlar.http.pool.queue`, which is not exported.
package dev.ashlar.http.pool;
