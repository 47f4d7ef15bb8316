package dev.ashlar.benchmarks.uploads;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps a disk at the limit of what it can write, and hardly any core busy: a few `dd` write large
/// pieces past the page cache, over and over into the same files.
final class BusyDisk implements Closeable {
  private static final int WRITERS = 6;
  private static final String WRITE =
      "while dd if=/dev/zero of=\"$0\" bs=1M count=256 oflag=direct conv=notrunc status=none; do :; done";

  private final List<Process> writers = new CopyOnWriteArrayList<>();

  /// Starts writing.
  ///
  /// @param folder on that disk; the files are left there
  BusyDisk(Path folder) throws IOException {
    Files.createDirectories(folder);
    // They would never end if the measurement were killed.
    Runtime.getRuntime().addShutdownHook(new Thread(this::endWriters));
    for (int i = 0; i < WRITERS; i++) {
      Path file = folder.resolve("busy-" + i);
      writers.add(
          new ProcessBuilder(
                  "taskset", "-c", Integer.toString(Image.LOAD_CORE), "sh", "-c", WRITE, file.toString())
              .inheritIO()
              .start());
    }
  }

  /// Ends the writers.
  ///
  /// @throws IOException if one had already ended, so that the disk was not as busy as it should be
  @Override
  public void close() throws IOException {
    boolean all = writers.stream().allMatch(Process::isAlive);
    endWriters();
    if (!all) {
      throw new IOException("A writer has ended: see what dd says above");
    }
  }

  private void endWriters() {
    for (Process writer : writers) {
      List<ProcessHandle> children = writer.descendants().toList();
      writer.destroy();
      children.forEach(ProcessHandle::destroy);
    }
  }
}
