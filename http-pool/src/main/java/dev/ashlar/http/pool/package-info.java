/// A fixed pool of workers over a bounded queue, with leadership of task sources.
package dev.ashlar.http.pool;
