package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.CloseAction;
import dev.ashlar.http.server.resources.Budget;
import java.io.Closeable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// What stored uploads take all together while clients have not read them to the end. For each
/// response, a small upload is read into memory, and a larger one is an open file.
///
/// Without a bound, as many clients as are let in, each of which asks for an upload and reads
/// nothing, would take twice the heap if the uploads are small, and twice the descriptors if they
/// are larger.
///
/// Safe for use by several threads.
final class UnreadUploads {
  private final Budget memory;
  private final Budget files;

  /// @param bytes of memory for all small ones, 0 or more
  /// @param files that may be open
  UnreadUploads(long bytes, Budget files) {
    this.memory = new Budget(bytes);
    this.files = files;
  }

  /// Takes what an upload needs.
  ///
  /// @param length of the upload, in bytes
  /// @return null if there is not so much
  @Nullable Share take(long length) {
    return length > Body.MEMORY_LIMIT ? take(files, 1) : take(memory, length);
  }

  private static @Nullable Share take(Budget budget, long amount) {
    // Made first: where there is no memory for it, nothing has been taken.
    Share share = new Share(() -> budget.giveBack(amount));
    return budget.take(amount) ? share : null;
  }

  /// What one upload took. It is given back when its owner and its response have let go.
  static final class Share implements Closeable {
    private final Runnable giveBack;
    private final AtomicInteger owners = new AtomicInteger(1);

    private Share(Runnable giveBack) {
      this.giveBack = giveBack;
    }

    /// Nothing, for who needs none of it.
    static Share ofNothing() {
      return new Share(() -> {});
    }

    /// The same response, which lets go when its content is closed.
    Response heldBy(Response response) {
      owners.incrementAndGet();
      Content both =
          new Content.Sequence(List.of(response.content(), new CloseAction(this::close)));
      return new Response(response.status(), response.fields(), both, response.refusal());
    }

    @Override
    public void close() {
      if (owners.decrementAndGet() == 0) {
        giveBack.run();
      }
    }
  }
}
