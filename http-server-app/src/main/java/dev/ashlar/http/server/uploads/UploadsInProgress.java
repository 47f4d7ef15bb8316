package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Counts the uploads from their heads to their responses, so that however slow the disk is, they
/// leave room in the pool's queue for those who read.
///
/// Safe for all threads.
final class UploadsInProgress {
  private final int most;
  private final AtomicInteger running = new AtomicInteger();

  /// @param most at once, 1 or more
  UploadsInProgress(int most) {
    this.most = most;
  }

  /// Begins an upload, or answers 503 if there are too many.
  ///
  /// @param upload makes what takes its content
  Answer begin(Supplier<ContentReceiver> upload) {
    if (running.getAndUpdate(count -> count < most ? count + 1 : count) >= most) {
      return Answers.tooManyInProgress();
    }
    try {
      return new Counted(upload.get());
    } catch (RuntimeException | Error failure) {
      running.decrementAndGet();
      throw failure;
    }
  }

  /// Uploads that were begun and not answered yet.
  int running() {
    return running.get();
  }

  /// Lets go of its place once, when the response is known or never will be.
  private final class Counted implements ContentReceiver {
    private final ContentReceiver upload;
    private boolean ended;

    Counted(ContentReceiver upload) {
      this.upload = upload;
    }

    @Override
    public boolean receiveMayBlock(int length) {
      return upload.receiveMayBlock(length);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The very receiver, not one like it.
    public Answer receive(ByteBuffer content) throws IOException {
      Answer answer = upload.receive(content);
      return answer == upload ? this : ending(answer);
    }

    @Override
    public boolean finishMayBlock() {
      return upload.finishMayBlock();
    }

    @Override
    public Answer finish(Fields trailers) throws IOException {
      try {
        return ending(upload.finish(trailers));
      } catch (IOException | RuntimeException | Error failure) {
        end();
        throw failure;
      }
    }

    @Override
    public void abandon() {
      try {
        upload.abandon();
      } finally {
        end();
      }
    }

    private Answer ending(Answer answer) {
      if (answer instanceof LaterResponse later) {
        return new LaterResponse(later.stage().whenComplete((response, failure) -> end()));
      }
      end();
      return answer;
    }

    private void end() {
      if (!ended) {
        ended = true;
        running.decrementAndGet();
      }
    }
  }
}
