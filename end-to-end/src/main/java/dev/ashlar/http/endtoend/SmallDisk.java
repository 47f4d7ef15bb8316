package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A real file system of a few mebibytes, which can be full, read-only, or broken. Where the tests
/// may not mount one, whoever asks for it is skipped.
///
/// What is started on it must have ended before it is closed.
final class SmallDisk implements AutoCloseable {
  /// What kind of file system.
  enum Kind {
    /// In memory, which takes no more than it was given.
    TMPFS,
    /// In a file, with a journal.
    EXT4
  }

  private final Kind kind;
  private final Path source;
  private final Path folder;

  private SmallDisk(Kind kind, Path source, Path folder) {
    this.kind = kind;
    this.source = source;
    this.folder = folder;
  }

  /// Makes one and mounts it.
  ///
  /// @param parent an empty folder
  static SmallDisk mount(Kind kind, int mebibytes, Path parent) throws IOException {
    Path folder = Files.createDirectory(parent.resolve("disk"));
    Path source = parent.resolve("disk.image");
    if (kind == Kind.EXT4) {
      try (var image = new RandomAccessFile(source.toFile(), "rw")) {
        image.setLength((long) mebibytes << 20);
      }
      assumeWorks("mkfs.ext4", "-q", "-m", "0", source.toString());
    }
    var disk = new SmallDisk(kind, source, folder);
    assumeWorks(disk.mountCommand("size=" + mebibytes + "m"));
    return disk;
  }

  private String[] mountCommand(String options) {
    return kind == Kind.TMPFS
        ? new String[] {"mount", "-t", "tmpfs", "-o", options, "ashlar-test", folder.toString()}
        : new String[] {"mount", "-t", "ext4", "-o", "loop", source.toString(), folder.toString()};
  }

  private static void assumeWorks(String... command) {
    Outcome outcome = run(command);
    Assumptions.assumeTrue(
        outcome.status() == 0,
        () -> "no file system can be made and mounted here: " + outcome.output());
  }

  /// Where it is.
  Path folder() {
    return folder;
  }

  /// How many bytes can still be written.
  long free() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /// Fills it to the last byte with a file.
  Path fill() throws IOException {
    Path ballast = folder.resolve("ballast");
    byte[] some = new byte[4096];
    try (var file =
        Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (true) {
        file.write(some);
      }
    } catch (IOException e) {
      assertEquals("No space left on device", e.getMessage());
    }
    return ballast;
  }

  /// Makes it read-only, or writable again. No file on it may be open for writing.
  void readOnly(boolean readOnly) {
    require("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString());
  }

  /// Breaks it: from now on nothing reaches the disk, and every write fails. EXT4 only.
  void fail() {
    assumeWorks("mount", "-o", "remount,abort", folder.toString());
  }

  /// Takes it away, and mounts it again as after a power failure.
  void mountAgain() {
    require("umount", folder.toString());
    require(mountCommand(""));
  }

  private static void require(String... command) {
    Outcome outcome = run(command);
    assertEquals(0, outcome.status(), outcome::toString);
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      String text = new String(output, StandardCharsets.UTF_8).strip();
      return new Outcome(Launch.statusOf(process), String.join(" ", List.of(text.split("\n"))));
    } catch (IOException e) {
      return new Outcome(-1, String.valueOf(e.getMessage())); // there is no such program
    }
  }

  @Override
  public void close() {
    if (run("umount", folder.toString()).status() != 0) {
      // Somebody still has a file open: it goes with the last of them.
      require("umount", "-l", folder.toString());
    }
    try {
      Files.deleteIfExists(folder);
      Files.deleteIfExists(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
