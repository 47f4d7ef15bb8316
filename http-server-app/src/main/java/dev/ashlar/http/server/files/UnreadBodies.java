package dev.ashlar.http.server.files;

import dev.ashlar.http.server.api.Content;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The memory of files that clients have asked for and do not read.
///
/// Such a client keeps a file in memory when the cache has long forgotten it, and the next client
/// has it loaded anew. On a site with more files than the cache has room for, as many clients as
/// are let in would take twice the heap. So while they keep more than their share, no file is
/// loaded.
///
/// A file counts once, however many clients do not read it. Safe for use by several threads.
final class UnreadBodies {
  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  /// @param most that they may have, in bytes, before nothing is loaded any more; 0 or more
  UnreadBodies(long most) {
    this.most = most;
  }

  /// Whether clients that do not read keep their whole share, or more.
  boolean areMany() {
    return bytes.get() >= most;
  }

  /// Counts one file.
  ///
  /// @param size in bytes
  Content.Unread of(int size) {
    return new Counted(size);
  }

  private final class Counted implements Content.Unread {
    private final int size;
    private final AtomicInteger clients = new AtomicInteger();

    Counted(int size) {
      this.size = size;
    }

    @Override
    public void begun() {
      if (clients.getAndIncrement() == 0) {
        bytes.addAndGet(size);
      }
    }

    @Override
    public void ended() {
      if (clients.decrementAndGet() == 0) {
        bytes.addAndGet(-size);
      }
    }
  }
}
