package dev.ashlar.http.server.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lines on their way to a file or a terminal. Any thread writes into memory and never waits for
/// the target; only the [LogFlusher]'s thread does.
///
/// A reader that has stopped (a full pipe, a terminal on hold) therefore stops nobody else: when
/// the memory is full, whole lines are left out and counted, and a line says how many. The target
/// is given whole lines only.
final class LogStream extends OutputStream {
  /// The memory of a stream: some 20,000 access lines.
  static final int CAPACITY = 2 << 20;

  private static final int CHUNK = 1 << 16;

  private final OutputStream target;
  private final LogFlusher flusher;
  private final byte[] chunk = new byte[CHUNK];

  // A ring, guarded by this: bytes from `taken` to `filled` wait, those before `ended` in whole
  // lines.
  private final byte[] ring;
  private long taken;
  private long ended;
  private long filled;
  private boolean skipping;
  private long lost;

  /// An empty stream.
  ///
  /// @param capacity how many bytes wait at most
  LogStream(OutputStream target, int capacity, LogFlusher flusher) {
    this.target = target;
    this.ring = new byte[capacity];
    this.flusher = flusher;
  }

  @Override
  public void write(int octet) {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (store(bytes, offset, offset + length)) {
      flusher.wake();
    }
  }

  /// Has the lines written out soon, without waiting for it.
  @Override
  public void flush() {
    flusher.wake();
  }

  /// Returns whether there is now so much that it should be written out.
  private synchronized boolean store(byte[] bytes, int from, int to) {
    int start = skipping ? lineEnd(bytes, from, to) : from;
    if (start < 0) {
      return false;
    }
    skipping = false;
    if (to - start > ring.length - (filled - taken)) {
      lose(bytes, start, to);
      return true;
    }
    long before = filled - taken;
    for (int at = start; at < to; at++) {
      ring[(int) (filled++ % ring.length)] = bytes[at];
      if (bytes[at] == '\n') {
        ended = filled;
      }
    }
    return before < CHUNK && filled - taken >= CHUNK;
  }

  /// Leaves lines out, with the beginning of the first one if that is already stored.
  private void lose(byte[] bytes, int from, int to) {
    filled = ended;
    for (int at = lineEnd(bytes, from, to); at >= 0; at = lineEnd(bytes, at, to)) {
      lost++;
    }
    if (to > from && bytes[to - 1] != '\n') {
      lost++;
      skipping = true;
    }
  }

  /// Where the line after the first line end begins; -1 without a line end.
  private static int lineEnd(byte[] bytes, int from, int to) {
    for (int at = from; at < to; at++) {
      if (bytes[at] == '\n') {
        return at + 1;
      }
    }
    return -1;
  }

  /// Writes out what waits now, waiting for the target if need be. One thread at a time.
  ///
  /// @throws IOException if the target fails; the lines that it was given are gone
  void drain() throws IOException {
    long until;
    synchronized (this) {
      until = ended;
    }
    for (int length = take(until); length > 0; length = take(until)) {
      target.write(chunk, 0, length);
    }
    long count = takeLost();
    if (count > 0) {
      target.write(
          (count + " log lines are missing here: they came faster than they could be written\n")
              .getBytes(StandardCharsets.US_ASCII));
    }
    target.flush();
  }

  /// Moves whole lines to the chunk, or a piece of a line that is longer than it.
  private synchronized int take(long until) {
    int length = (int) Math.min(CHUNK, until - taken);
    for (int at = 0; at < length; at++) {
      chunk[at] = ring[(int) ((taken + at) % ring.length)];
    }
    int whole = length;
    while (whole > 0 && chunk[whole - 1] != '\n') {
      whole--;
    }
    int given = whole > 0 ? whole : length;
    taken += given;
    return given;
  }

  private synchronized long takeLost() {
    long count = lost;
    lost = 0;
    return count;
  }

  /// Closes the target. Called after the last [#drain].
  @Override
  public void close() throws IOException {
    target.close();
  }
}
