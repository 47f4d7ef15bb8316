/// A fixed pool of workers over a bounded queue, with leadership of task sources.
///
/// The main types:
///
/// - [dev.ashlar.http.pool.WorkerPool], an `Executor` with a fixed number of platform threads that
///   are all started in advance, and a queue that says no when it is full;
/// - [dev.ashlar.http.pool.TaskSource], something that one worker leads, such as a selector;
/// - [dev.ashlar.http.pool.PoolListener], told of what happens, on the thread where it happens;
/// - [dev.ashlar.http.pool.PoolSnapshot], the figures of one moment.
///
/// It knows nothing of HTTP, logs nothing, interrupts no thread, starts no thread but its workers
/// and does not schedule: there are no delays, no priorities and no results (`Future`).
@org.jspecify.annotations.NullMarked
module dev.ashlar.http.pool {
  requires static org.jspecify;

  exports dev.ashlar.http.pool;
}
