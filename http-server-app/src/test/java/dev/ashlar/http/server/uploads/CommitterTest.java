package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.resources.Budget;
import dev.ashlar.http.server.uploads.UploadStore.Failed;
import dev.ashlar.http.server.uploads.UploadStore.KeyReused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitterTest {
  /// Throws from everything it is asked to do, until it is well.
  private static final class Faulty implements Committer.Work {
    private volatile boolean well;
    private volatile boolean finished;

    @Override
    public void commit(List<PendingUpload> batch) {
      if (!well) {
        throw new OutOfMemoryError("commit");
      }
      batch.forEach(upload -> upload.outcome().complete(new KeyReused()));
    }

    @Override
    public void fail(List<PendingUpload> batch, Throwable failure) {
      batch.forEach(upload -> upload.outcome().complete(new Failed(failure)));
      throw new IllegalStateException("fail");
    }

    @Override
    public long idle() {
      throw new IllegalStateException("idle");
    }

    @Override
    public void finish() {
      finished = true;
      throw new StackOverflowError("finish");
    }
  }

  private static PendingUpload upload() {
    Spool spool =
        new Spool(
            new Budget(0),
            () -> {
              throw new IOException("not needed");
            });
    return new PendingUpload(spool, Sha256.of(ByteBuffer.allocate(0)), null);
  }

  @Test
  void goesOnWhateverItsWorkThrows() {
    Faulty work = new Faulty();
    Committer committer = new Committer(work, Committer.THREADS);
    PendingUpload first = upload();
    assertTrue(committer.submit(first));
    Failed failed = assertInstanceOf(Failed.class, first.outcome().join());
    assertEquals("commit", failed.cause().getMessage());
    work.well = true;
    PendingUpload next = upload();
    assertTrue(committer.submit(next));
    assertInstanceOf(KeyReused.class, next.outcome().join());
    committer.close();
    assertTrue(work.finished);
    assertFalse(committer.submit(upload()));
  }

  /// A worker that opens the folder for the first upload may end that only when the server is
  /// closed.
  @Test
  void startsNoThreadOnceItIsClosed() {
    List<Runnable> started = new ArrayList<>();
    Committer committer =
        new Committer(
            new Faulty(),
            work -> {
              started.add(work);
              return new Thread();
            });
    committer.close();
    committer.start();
    assertEquals(List.of(), started);
  }
}
