package dev.ashlar.benchmarks.files;

import java.util.List;

/// One kind of request, asked for again and again.
///
/// @param id names it on the command line
/// @param title names it in tables
/// @param connections that ask at once
/// @param status of the right answer
/// @param bytes of content in the right answer; -1 if each server words it in its own way
/// @param condition how the request differs from a plain GET
record Case(
    String id,
    String title,
    String path,
    int connections,
    int status,
    long bytes,
    Condition condition) {
  enum Condition {
    NONE,
    /// The client has the file as it is.
    UNCHANGED,
    RANGE,
    /// Every tenth request asks for the connection to be closed.
    CLOSING
  }

  private static final long MI = 1 << 20;

  static final List<Case> ALL =
      List.of(
          new Case("1k", "1 KiB", "/1k.bin", 64, 200, 1024, Condition.NONE),
          new Case("10k", "10 KiB", "/10k.bin", 64, 200, 10 * 1024, Condition.NONE),
          new Case("1m", "1 MiB", "/1m.bin", 16, 200, MI, Condition.NONE),
          new Case("64m", "64 MiB", "/64m.bin", 4, 200, 64 * MI, Condition.NONE),
          new Case("304", "304", "/1k.bin", 64, 304, 0, Condition.UNCHANGED),
          new Case("404", "404", "/absent.bin", 64, 404, -1, Condition.NONE),
          new Case("range", "1 KiB of 1 MiB", "/1m.bin", 64, 206, 1024, Condition.RANGE),
          new Case("close", "10 a connection", "/1k.bin", 64, 200, 1024, Condition.CLOSING));

  /// How many times as long as other cases this one takes, to be warmed up and in each run: of long
  /// answers there are some twenty in a second. A JIT compiler goes by how often it has seen something.
  int patience() {
    return bytes > MI ? 4 : 1;
  }

  /// So few answers of this length come in a run that those cut off at its end would count.
  boolean countsBytes() {
    return bytes >= MI;
  }
}
