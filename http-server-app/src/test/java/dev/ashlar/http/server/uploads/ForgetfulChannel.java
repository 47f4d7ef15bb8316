package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.uploads.ForgetfulDisk.Node;
import dev.ashlar.http.server.uploads.ForgetfulDisk.Write;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/// An open file or folder of a [ForgetfulDisk].
final class ForgetfulChannel extends FileChannel {
  private final ForgetfulDisk disk;
  private final Node node;
  private final String name;
  private long position;
  private boolean holdsLock;

  ForgetfulChannel(ForgetfulDisk disk, Node node, String name) {
    this.disk = disk;
    this.node = node;
    this.name = name;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int read = read(target, position);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public int read(ByteBuffer target, long from) throws IOException {
    synchronized (disk) {
      ensureOpen();
      if (from >= node.content.length) {
        return -1;
      }
      int length = Math.min(target.remaining(), node.content.length - (int) from);
      target.put(node.content, (int) from, length);
      return length;
    }
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    int written = write(source, position);
    position += written;
    return written;
  }

  @Override
  public int write(ByteBuffer source, long to) throws IOException {
    ensureOpen();
    byte[] bytes = new byte[source.remaining()];
    source.duplicate().get(bytes);
    disk.write(node, new Write(to, bytes), name);
    source.position(source.limit());
    return bytes.length;
  }

  @Override
  public void force(boolean metaData) throws IOException {
    ensureOpen();
    if (node.folder) {
      disk.flushFolder(node, name);
    } else {
      disk.flushFile(node, name);
    }
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    ensureOpen();
    synchronized (disk) {
      if (size < node.content.length) {
        disk.write(node, new Write(size, null), name);
      }
      position = Math.min(position, size);
    }
    return this;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public FileChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    synchronized (disk) {
      ensureOpen();
      return node.content.length;
    }
  }

  private void ensureOpen() throws IOException {
    if (!isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public FileLock tryLock(long from, long size, boolean shared) throws IOException {
    synchronized (disk) {
      ensureOpen();
      if (node.locked) {
        throw new OverlappingFileLockException();
      }
      node.locked = true;
      holdsLock = true;
      return new Lock(this);
    }
  }

  @Override
  protected void implCloseChannel() {
    synchronized (disk) {
      if (holdsLock) {
        node.locked = false;
      }
    }
  }

  private static final class Lock extends FileLock {
    Lock(FileChannel channel) {
      super(channel, 0, Long.MAX_VALUE, false);
    }

    @Override
    public boolean isValid() {
      return acquiredBy().isOpen();
    }

    @Override
    public void release() throws IOException {
      acquiredBy().close();
    }
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferTo(long from, long count, WritableByteChannel target) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long to, long count) {
    throw new UnsupportedOperationException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long from, long size) {
    throw new UnsupportedOperationException();
  }

  @Override
  public FileLock lock(long from, long size, boolean shared) {
    throw new UnsupportedOperationException();
  }
}
