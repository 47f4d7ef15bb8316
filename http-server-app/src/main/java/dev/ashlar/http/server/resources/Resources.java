package dev.ashlar.http.server.resources;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What a server has opened, to be closed in the opposite order. For one thread at a time.
public final class Resources implements Closeable {
  private final Deque<Closeable> opened = new ArrayDeque<>();

  /// Remembers what was opened.
  public <T extends Closeable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /// Closes a resource because something failed; what fails then is noted with that.
  public static void closeAfter(Throwable failure, Closeable resource) {
    try {
      resource.close();
    } catch (IOException | RuntimeException | Error another) {
      note(another, failure);
    }
  }

  /// The JVM may throw one and the same [OutOfMemoryError] twice, and nothing can be suppressed by
  /// itself.
  @SuppressWarnings("ReferenceEquality")
  private static void note(Throwable another, Throwable first) {
    if (another != first) {
      first.addSuppressed(another);
    }
  }

  /// Closes everything, whatever fails.
  ///
  /// @throws IOException if that is the first failure; the others are noted with it
  @Override
  public synchronized void close() throws IOException {
    closeAll(opened);
  }

  /// Closes all of them in this order, whatever fails, and removes them.
  ///
  /// @throws IOException if that is the first failure; the others are noted with it
  /// @throws RuntimeException likewise
  /// @throws Error likewise
  public static void closeAll(Deque<? extends Closeable> all) throws IOException {
    @Nullable Throwable first = null;
    for (Closeable resource = all.poll(); resource != null; resource = all.poll()) {
      try {
        resource.close();
      } catch (IOException | RuntimeException | Error failure) {
        if (first == null) {
          first = failure;
        } else {
          note(failure, first);
        }
      }
    }
    switch (first) {
      case null -> {}
      case IOException failure -> throw failure;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      default -> throw new AssertionError(first);
    }
  }
}
