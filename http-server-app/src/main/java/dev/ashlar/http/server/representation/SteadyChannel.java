package dev.ashlar.http.server.representation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/// A view of an open file that gives the end of a region only while the file is what it was.
///
/// A file that is written to while it is sent would arrive as a mix of two states, with a length
/// that says it is whole. Reading the region's end fails instead, which cuts the response before
/// its announced length is reached, and the client sees it (RFC 9112 §8).
///
/// What remains: bytes in the socket's buffer may still be pages of the file, so a change that
/// comes after the last look and before they leave the machine is not noticed.
///
/// Only reading by position is supported. Closing it does not close the file. For one thread at a
/// time, like the response that it is for.
final class SteadyChannel extends FileChannel {
  private final FileChannel file;
  private final long end;
  private final SharedFile.Constancy constancy;
  private final @Nullable RecentlyRead reads;

  // Where the pieces that followed each other until now begin and end.
  private long runBegin;
  private long runEnd;

  /// A view of a file.
  ///
  /// @param end of the region, in bytes from the beginning of the file
  /// @param reads is told what is read, and how long it takes, the look at the file included
  SteadyChannel(
      FileChannel file, long end, SharedFile.Constancy constancy, @Nullable RecentlyRead reads) {
    this.file = file;
    this.end = end;
    this.constancy = constancy;
    this.reads = reads;
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    long begun = reads == null ? 0 : reads.time();
    long sent = 0;
    try {
      checkBefore(position + count);
      sent = file.transferTo(position, count, target);
      return sent;
    } finally {
      note(position, sent, begun);
    }
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    long begun = reads == null ? 0 : reads.time();
    int read = 0;
    try {
      checkBefore(position + target.remaining());
      read = file.read(target, position);
      return read;
    } finally {
      note(position, read, begun);
    }
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  /// Pieces that follow each other are noted together: otherwise a granule that lies across their
  /// border would never count as read. A slow read is noted even if it gave nothing.
  private void note(long position, long count, long begun) {
    if (reads == null) {
      return;
    }
    if (position != runEnd) {
      runBegin = position;
    }
    runEnd = position + Math.max(count, 0);
    long from = Math.max(runBegin, position - reads.step());
    reads.add(from, runEnd - from, begun);
  }

  private void checkBefore(long reached) throws IOException {
    if (reached >= end && !constancy.holds()) {
      throw new IOException("the file was changed while it was sent");
    }
  }

  @Override
  public int read(ByteBuffer target) {
    throw byPositionOnly();
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw byPositionOnly();
  }

  @Override
  public int write(ByteBuffer source) {
    throw byPositionOnly();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw byPositionOnly();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw byPositionOnly();
  }

  @Override
  public long position() {
    throw byPositionOnly();
  }

  @Override
  public FileChannel position(long newPosition) {
    throw byPositionOnly();
  }

  @Override
  public FileChannel truncate(long size) {
    throw byPositionOnly();
  }

  @Override
  public void force(boolean metaData) {
    throw byPositionOnly();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw byPositionOnly();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) {
    throw byPositionOnly();
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) {
    throw byPositionOnly();
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    throw byPositionOnly();
  }

  @Override
  protected void implCloseChannel() {}

  private static UnsupportedOperationException byPositionOnly() {
    return new UnsupportedOperationException("a region is read by position only");
  }
}
