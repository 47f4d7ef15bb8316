/// The lock-free structures under the pool: the bounded queue, the stack of idle workers, and the
/// record of recent waits. They know nothing of threads, tasks' meaning or listeners.
package dev.ashlar.http.pool.queue;
