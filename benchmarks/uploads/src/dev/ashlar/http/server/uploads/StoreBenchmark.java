package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ashlar.http.server.uploads.UploadStore.Receipt;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Acknowledged uploads per second of the store, and of what one would write without thinking: create,
/// flush, rename, flush the folder. Both in turn, on the same disk, so that the ratio means something
/// even on a disk whose speed changes.
///
/// A client sends its next upload when the one before is acknowledged.
public final class StoreBenchmark implements Closeable {
  private static final int WORKERS = 10;
  private static final byte[] CONTENT =
      ("{\"event\":\"opened\",\"text\":\"" + "a".repeat(270) + "\"}\n").getBytes(UTF_8);

  private final Path all;
  private final int rounds;
  private final long nanos;
  private int runs;

  /// @param disk a folder on the disk to measure; what is made in it is removed by [#close]
  /// @param rounds how often everything is measured
  /// @param seconds how long each time
  public StoreBenchmark(Path disk, int rounds, int seconds) throws Exception {
    all = Files.createTempDirectory(Files.createDirectories(disk), "upload-benchmark-");
    this.rounds = rounds;
    this.nanos = Duration.ofSeconds(seconds).toNanos();
    stored(64); // warms up
  }

  /// How long the content of an upload is, in bytes.
  public static int contentLength() {
    return CONTENT.length;
  }

  /// What was found for a number of clients: uploads per second, but for the last.
  ///
  /// @param naive one after the other
  /// @param naiveByTenThreads the same, but by as many threads as a server has workers
  /// @param acknowledged by the store
  /// @param written by the store, until every file is written and flushed
  /// @param timesNaive how many times the naive scheme are acknowledged, by the medians
  /// @param p99Ms how long a client waits, at the 99th percentile
  public record Comparison(
      int clients,
      Spread naive,
      Spread naiveByTenThreads,
      Spread acknowledged,
      Spread written,
      double timesNaive,
      Spread p99Ms) {}

  /// Runs all of them in turn.
  public Comparison compare(int clients) throws Exception {
    double[][] found = new double[5][rounds];
    for (int round = 0; round < rounds; round++) {
      found[0][round] = naive(1);
      found[1][round] = naive(WORKERS);
      double[] stored = stored(clients);
      for (int i = 0; i < stored.length; i++) {
        found[2 + i][round] = stored[i];
      }
    }
    Spread naive = Spread.of(found[0]);
    Spread acknowledged = Spread.of(found[2]);
    return new Comparison(
        clients,
        naive,
        Spread.of(found[1]),
        acknowledged,
        Spread.of(found[3]),
        acknowledged.median() / naive.median(),
        Spread.of(found[4]));
  }

  /// A new folder for each run, and none deleted before the end: file systems are slow in making files
  /// just after many were deleted.
  public Path freshFolder() throws IOException {
    return Files.createDirectories(all.resolve(Integer.toString(++runs)));
  }

  private double naive(int threads) throws Exception {
    Path root = freshFolder();
    Files.createDirectories(root.resolve("spool"));
    AtomicLong count = new AtomicLong();
    long start = System.nanoTime();
    inParallel(
        threads,
        () -> {
          while (System.nanoTime() - start < nanos) {
            naiveUpload(root, count.incrementAndGet());
          }
        });
    return count.get() * 1e9 / (System.nanoTime() - start);
  }

  private static void naiveUpload(Path root, long number) {
    Path temporary = root.resolve("spool").resolve(Long.toString(number));
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(CONTENT));
      file.force(true);
      Files.move(temporary, root.resolve(number + ".json"), StandardCopyOption.ATOMIC_MOVE);
      FolderEntries.flush(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Uploads a second acknowledged, uploads a second until all is in its files, and the 99th percentile
  /// of the wait in milliseconds.
  private double[] stored(int clients) throws Exception {
    Path root = freshFolder();
    StoreLimits usual = StoreLimits.DEFAULT;
    StoreLimits limits =
        new StoreLimits(
            usual.memory(),
            usual.unread(),
            usual.backlog(),
            usual.segment(),
            usual.log(),
            usual.delay(),
            usual.quiet(),
            Duration.ofHours(1));
    AtomicLong count = new AtomicLong();
    long[][] waits = new long[clients][];
    AtomicLong next = new AtomicLong();
    long opened;
    long acknowledged;
    try (FolderStore store =
        new FolderStore(UploadOptions.of(root), InstantSource.system(), limits)) {
      store.open();
      long start = System.nanoTime();
      // As many threads prepare uploads as a server has workers; none is held while the disk works.
      Semaphore workers = new Semaphore(WORKERS, true);
      inParallel(
          clients,
          () -> {
            long[] own = new long[1 << 10];
            int size = 0;
            do {
              long sent = System.nanoTime();
              upload(store, workers);
              count.incrementAndGet();
              own = size == own.length ? Arrays.copyOf(own, 2 * size) : own;
              own[size++] = System.nanoTime() - sent;
            } while (System.nanoTime() - start < nanos);
            waits[(int) next.getAndIncrement()] = Arrays.copyOf(own, size);
          });
      acknowledged = System.nanoTime() - start;
      opened = start;
    }
    long all = System.nanoTime() - opened;
    long[] sorted = Stream.of(waits).flatMapToLong(Arrays::stream).sorted().toArray();
    return new double[] {
      count.get() * 1e9 / acknowledged,
      count.get() * 1e9 / all,
      sorted[(int) (sorted.length * 0.99)] / 1e6
    };
  }

  private static void upload(FolderStore store, Semaphore workers) {
    workers.acquireUninterruptibly();
    CompletionStage<UploadStore.Outcome> stage;
    try {
      Spool spool = store.begin();
      spool.write(ByteBuffer.wrap(CONTENT));
      stage = store.commit(spool, Sha256.of(spool), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      workers.release();
    }
    if (!(stage.toCompletableFuture().join() instanceof Receipt)) {
      throw new IllegalStateException("not stored");
    }
  }

  private static void inParallel(int threads, Runnable work) throws InterruptedException {
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      all.add(Thread.ofVirtual().start(work));
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
