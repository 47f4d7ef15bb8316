package dev.ashlar.http.server.observe;

import dev.ashlar.http.pool.PoolListener;
import dev.ashlar.http.pool.PoolSnapshot;
import dev.ashlar.http.pool.TaskSource;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/// What happens in the pool: started, saturated, recovered, rejected and stopped, each with the
/// queue's depth; at debug level also what is queued and taken from the queue, and who leads.
///
/// ```
/// saturated: queue 1024/1024, 10 of 10 workers busy, waiting up to 812 ms
/// ```
final class PoolLog implements PoolListener {
  /// The logger's name.
  static final String NAME = "ashlar.pool";

  private final Logger logger;
  private final LineBudget episodes;
  private final LineBudget rejections;
  private final LineBudget failures;

  /// A log that goes through the logger `ashlar.pool`.
  PoolLog() {
    this(LogManager.getLogger(NAME), System::nanoTime);
  }

  PoolLog(Logger logger, LongSupplier nanoTime) {
    this.logger = logger;
    this.episodes = new LineBudget(nanoTime);
    this.rejections = new LineBudget(nanoTime);
    this.failures = new LineBudget(nanoTime);
  }

  @Override
  public void started(PoolSnapshot snapshot) {
    logger.info("started: {}", figures(snapshot));
  }

  @Override
  public void stopped(PoolSnapshot snapshot) {
    logger.info(
        "stopped: {}, {} completed, {} rejected",
        figures(snapshot),
        snapshot.completed(),
        snapshot.rejected());
  }

  @Override
  public void saturated(PoolSnapshot snapshot) {
    episodes.spend(leftOut -> logger.warn("saturated: {}{}", delays(snapshot), leftOut));
  }

  @Override
  public void recovered(PoolSnapshot snapshot) {
    episodes.spend(leftOut -> logger.info("recovered: {}{}", delays(snapshot), leftOut));
  }

  @Override
  public void rejected(PoolSnapshot snapshot) {
    rejections.spend(leftOut ->
        logger.warn(
            "rejected: {}, {} rejected so far{}", delays(snapshot), snapshot.rejected(), leftOut));
  }

  @Override
  public void queued(int depth) {
    if (logger.isDebugEnabled()) {
      logger.debug("queued: depth {}", depth);
    }
  }

  @Override
  public void dequeued(int depth, long waitNanos) {
    if (logger.isDebugEnabled()) {
      logger.debug("dequeued after {} us: depth {}", waitNanos / 1000, depth);
    }
  }

  @Override
  public void leading(TaskSource source) {
    logger.debug("{} leads {}", Thread.currentThread().getName(), source);
  }

  @Override
  public void taskFailed(Runnable task, Throwable failure) {
    failures.spend(leftOut -> logger.error("a task failed{}\n{}", leftOut, Trace.of(failure)));
  }

  @Override
  public void sourceFailed(TaskSource source, Throwable failure) {
    failures.spend(leftOut ->
        logger.error("{} failed, and goes on{}\n{}", source, leftOut, Trace.of(failure)));
  }

  private static String figures(PoolSnapshot snapshot) {
    // A leader that runs a queued task is one worker, and there is none if not all of them lead.
    int busy = Math.min(snapshot.active() + snapshot.leaders(), snapshot.workers());
    // Some languages have other digits.
    return String.format(
        Locale.ROOT,
        "queue %d/%d, %d of %d workers busy",
        snapshot.queued(),
        snapshot.capacity(),
        busy,
        snapshot.workers());
  }

  private static String delays(PoolSnapshot snapshot) {
    Duration longest = snapshot.longestWait();
    return figures(snapshot) + ", waiting up to " + longest.toMillis() + " ms";
  }
}
