/// `WorkerPool` beside `ThreadPoolExecutor`: the same number of threads, the same room for waiting
/// tasks, the same tasks.
///
/// - [HandOver]: how long until somebody else has done it and one knows it;
/// - [Throughput]: how many tasks get done when there are always more;
/// - [Echo]: what a leading worker saves where events come from a selector.
package dev.ashlar.benchmarks.pool;
