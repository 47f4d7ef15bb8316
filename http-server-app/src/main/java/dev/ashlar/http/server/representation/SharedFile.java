package dev.ashlar.http.server.representation;

import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Content;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// An open file that any number of responses send from at the same time. It is closed when its
/// owner and the last of them have let go.
///
/// Safe for use by several threads.
public final class SharedFile implements Body {
  /// Whether a file is still as it was when it was opened.
  @FunctionalInterface
  public interface Constancy {
    /// May block.
    boolean holds() throws IOException;
  }

  private final FileChannel channel;
  private final long length;
  private final Constancy constancy;
  private final @Nullable RecentlyRead reads;
  private final Runnable closed;

  /// The owner's share, and one for each content that has not been closed.
  private final AtomicInteger shares = new AtomicInteger(1);

  private final Closeable owner = new Share();

  /// Whether a response has found the file changed.
  private volatile boolean changed;

  /// A file that never changes once it is there.
  ///
  /// @param file owned by this from now on
  public SharedFile(OpenFile file) {
    this(file, () -> true, null, () -> {});
  }

  /// A file that somebody might change while it is sent.
  ///
  /// @param file owned by this from now on
  /// @param constancy asked before the last slice of each response
  /// @param reads notes what is read; null if that says nothing about how long reading takes
  /// @param closed runs once the file is closed, on the thread that closed it
  public SharedFile(
      OpenFile file, Constancy constancy, @Nullable RecentlyRead reads, Runnable closed) {
    this.channel = file.channel();
    this.length = file.stamp().size();
    this.constancy = constancy;
    this.reads = reads;
    this.closed = closed;
  }

  @Override
  public long length() {
    return length;
  }

  /// None of a file that is known to have changed: the response would be cut as others were.
  @Override
  public @Nullable Content region(long position, long count) {
    if (changed || !acquire()) {
      return null;
    }
    FileChannel steady = new SteadyChannel(channel, position + count, this::holds, reads);
    Content.Residency residency = reads == null ? Content.Residency.UNKNOWN : reads;
    return new Content.FileRegion(steady, position, count, residency, new Share());
  }

  @Override
  public void close() throws IOException {
    owner.close();
  }

  private boolean holds() throws IOException {
    boolean holds = constancy.holds();
    if (!holds) {
      changed = true;
    }
    return holds;
  }

  private boolean acquire() {
    int current;
    do {
      current = shares.get();
      if (current == 0) {
        return false;
      }
    } while (!shares.compareAndSet(current, current + 1));
    return true;
  }

  /// One share, given back once however often it is closed.
  private final class Share implements Closeable {
    private final AtomicBoolean returned = new AtomicBoolean();

    @Override
    public void close() throws IOException {
      if (!returned.getAndSet(true) && shares.decrementAndGet() == 0) {
        try {
          channel.close();
        } finally {
          closed.run();
        }
      }
    }
  }
}
