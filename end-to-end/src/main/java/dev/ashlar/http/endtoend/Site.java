package dev.ashlar.http.endtoend;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder to be served, filled by a test.
record Site(Path root) {
  /// Adds a text file and the folders above it.
  Site file(String name, String text) {
    return file(name, Wire.utf8(text));
  }

  /// Adds a file and the folders above it.
  Site file(String name, byte[] content) {
    try {
      Path path = root.resolve(name);
      Files.createDirectories(path.getParent());
      Files.write(path, content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a file of so many zeros that take no room on the disk.
  Site sparseFile(String name, long length) {
    try (var file = new RandomAccessFile(root.resolve(name).toFile(), "rw")) {
      file.setLength(length);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds an empty folder.
  Site folder(String name) {
    try {
      Files.createDirectories(root.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a symbolic link.
  Site link(String name, Path target) {
    try {
      Files.createSymbolicLink(root.resolve(name), target);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Adds a named pipe.
  Site pipe(String name) {
    try {
      String path = root.resolve(name).toString();
      Launch.statusOf(new ProcessBuilder("mkfifo", path).inheritIO().start());
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// So many bytes of every value, in an order that repeats only after a prime number of them, so
  /// that a piece in the wrong place is seen.
  static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) (at % 251 + at / 251);
    }
    return bytes;
  }
}
