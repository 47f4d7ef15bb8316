package dev.ashlar.http.server.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Lines on their way to a file or a terminal. Any thread writes into memory and never waits for
/// the target; only the [LogFlusher]'s thread does.
///
/// So a reader that has stopped (a full pipe, a terminal on hold) holds up no request. It does hold
/// up the flusher's thread, and with it the lines for other targets. When the memory of a stream is
/// full, whole lines are left out, and a later line says how many. The target is given whole lines
/// where they are short and lie in one piece.
final class LogStream extends OutputStream {
  /// The memory of a stream: some 20,000 access lines.
  static final int CAPACITY = 2 << 20;

  /// When so many bytes wait, the flusher is woken before its time. Less is not worth the two
  /// changes of thread that this costs.
  private static final int MUCH = 1 << 18;

  /// What the target is given at once, at most.
  private static final int CHUNK = 1 << 16;

  private final OutputStream target;
  private final LogFlusher flusher;

  // A ring, guarded by this: bytes from `taken` to `filled` wait, those before `ended` in whole
  // lines. Only the flusher's thread changes `taken`, and reads what waits there without the lock.
  private final byte[] ring;
  private long taken;
  private long ended;
  private long filled;
  private boolean skipping;
  private long lost;

  // For the flusher's thread.
  private boolean failing;

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
    append(bytes, start, to - start);
    return before < MUCH && filled - taken >= MUCH;
  }

  private void append(byte[] bytes, int from, int length) {
    int at = (int) (filled % ring.length);
    int untilEnd = Math.min(length, ring.length - at);
    System.arraycopy(bytes, from, ring, at, untilEnd);
    System.arraycopy(bytes, from + untilEnd, ring, 0, length - untilEnd);
    int whole = wholeLines(bytes, from, length);
    if (whole > 0) {
      ended = filled + whole;
    }
    filled += length;
  }

  /// How many bytes there are up to the last line end, that included; 0 without one.
  private static int wholeLines(byte[] bytes, int from, int length) {
    int whole = length;
    while (whole > 0 && bytes[from + whole - 1] != '\n') {
      whole--;
    }
    return whole;
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
  /// @return whether meanwhile so much came that it should be written out at once
  /// @throws IOException if the target fails; the lines that it was given are gone
  boolean drain() throws IOException {
    long left = waiting();
    while (left > 0) {
      left -= give(left);
    }
    long count = takeLost();
    if (count > 0) {
      String line =
          count + " log lines are missing here: they came faster than they could be written\n";
      put(line.getBytes(StandardCharsets.US_ASCII), 0, line.length());
    }
    target.flush();
    // [#store] asks for a round only when the memory begins to fill: what came during this one was
    // not asked for.
    return waiting() >= MUCH;
  }

  /// Whether the target failed when it was last given something. For the flusher's thread.
  boolean isFailing() {
    return failing;
  }

  /// How many bytes wait in whole lines.
  private synchronized long waiting() {
    return ended - taken;
  }

  /// Gives the target the next of what waits, straight from the ring, where nobody writes to it
  /// meanwhile: whole lines, or a piece of one that is longer than a chunk or goes on at the ring's
  /// beginning.
  ///
  /// @param left how much waits in whole lines
  /// @return how much of it was given
  private int give(long left) throws IOException {
    int at = (int) (taken % ring.length);
    int length = (int) Math.min(Math.min(left, CHUNK), ring.length - at);
    int whole = wholeLines(ring, at, length);
    int given = whole > 0 ? whole : length;
    try {
      put(ring, at, given);
    } finally {
      taken(given);
    }
    return given;
  }

  /// Gives the target bytes. Of what it was given when it failed it may have taken a part, so what
  /// comes next stands on a line of its own.
  private void put(byte[] bytes, int from, int length) throws IOException {
    boolean torn = failing;
    failing = true;
    if (torn) {
      target.write('\n');
    }
    target.write(bytes, from, length);
    failing = false;
  }

  /// Makes room. When nothing waits any more, the ring is used from its beginning again: as long as
  /// the flusher keeps up, all lines go to the same memory, which the processor has in its cache.
  private synchronized void taken(int length) {
    taken += length;
    if (taken == filled) {
      taken = 0;
      ended = 0;
      filled = 0;
    }
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
