package dev.ashlar.http.server.uploads;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ashlar.http.server.uploads.UploadStore.Receipt;
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
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Acknowledged uploads per second of the store, and of what one would write without thinking: create,
/// flush, rename, flush the folder. Both in turn, on the same disk, so that the ratio means something
/// even on a disk whose speed changes.
///
/// A client sends its next upload when the one before is acknowledged.
public final class UploadBenchmark {
  private static final int ROUNDS = 5;
  private static final int WORKERS = 10;
  private static final byte[] CONTENT =
      ("{\"event\":\"opened\",\"text\":\"" + "a".repeat(270) + "\"}\n").getBytes(UTF_8);

  private final Path all;
  private final long nanos;
  private int runs;

  private UploadBenchmark(Path all, Duration time) {
    this.all = all;
    this.nanos = time.toNanos();
  }

  /// Prints a table.
  ///
  /// @param arguments a folder on the disk to measure, and how many seconds each run takes
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]).resolve("ashlar-upload-benchmark");
    Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    Files.createDirectories(root);
    UploadBenchmark benchmark = new UploadBenchmark(root, time);
    benchmark.stored(64);
    for (int clients : new int[] {64, 256}) {
      benchmark.compare(clients);
    }
    benchmark.delete();
  }

  private void compare(int clients) throws Exception {
    List<double[]> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      double naive = naive(1);
      double workers = naive(WORKERS);
      double[] stored = stored(clients);
      rounds.add(new double[] {naive, workers, stored[0], stored[1], stored[2]});
    }
    System.out.printf(
        "%d clients, %d bytes, median of %d (least to most):%n", clients, CONTENT.length, ROUNDS);
    double naive = print("naive, one after the other", rounds, 0);
    print("naive, by ten workers at once", rounds, 1);
    double store = print("store, acknowledged", rounds, 2);
    print("store, until every file is written and flushed", rounds, 3);
    print("store, 99th percentile of the wait in ms", rounds, 4);
    System.out.printf(Locale.ROOT, "  %.1f times the naive scheme%n", store / naive);
  }

  private static double print(String what, List<double[]> rounds, int column) {
    double[] sorted = rounds.stream().mapToDouble(round -> round[column]).sorted().toArray();
    double median = sorted[sorted.length / 2];
    System.out.printf(
        Locale.ROOT,
        "  %-48s %,10.0f  (%,.0f to %,.0f)%n",
        what,
        median,
        sorted[0],
        sorted[sorted.length - 1]);
    return median;
  }

  /// A new folder for each run, and none deleted before the end: file systems are slow in making files
  /// just after many were deleted.
  private Path freshFolder() throws IOException {
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
      UploadFolder.flush(root);
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
            usual.backlog(),
            usual.segment(),
            usual.log(),
            usual.delay(),
            usual.quiet(),
            Duration.ofHours(1));
    AtomicLong count = new AtomicLong();
    long[][] waits = new long[clients][];
    AtomicLong next = new AtomicLong();
    long start = System.nanoTime();
    long acknowledged;
    try (FolderStore store =
        new FolderStore(UploadOptions.of(root), InstantSource.system(), limits)) {
      store.open();
      // As many threads prepare uploads as a server has workers; none is held while the disk works.
      Semaphore workers = new Semaphore(WORKERS, true);
      inParallel(
          clients,
          () -> {
            long[] own = new long[1 << 10];
            int size = 0;
            while (System.nanoTime() - start < nanos) {
              long sent = System.nanoTime();
              upload(store, workers);
              count.incrementAndGet();
              own = size == own.length ? Arrays.copyOf(own, 2 * size) : own;
              own[size++] = System.nanoTime() - sent;
            }
            waits[(int) next.getAndIncrement()] = Arrays.copyOf(own, size);
          });
      acknowledged = System.nanoTime() - start;
    }
    long all = System.nanoTime() - start;
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

  private void delete() throws IOException {
    try (Stream<Path> files = Files.walk(all)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
