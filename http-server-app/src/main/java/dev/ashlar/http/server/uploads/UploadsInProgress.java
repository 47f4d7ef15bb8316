package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.resources.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/// Counts the uploads that need a worker or the disk, so that however slow the disk is, they leave
/// room in the pool's queue for those who read.
///
/// An upload holds a place while a step of it may block, and from its last step until its response
/// is known. While it waits for its client it holds none: however many clients are slow, or send
/// nothing at all, the others can upload.
///
/// Safe for all threads.
final class UploadsInProgress {
  private final int most;
  private final Budget places;

  /// @param most at once, 1 or more
  UploadsInProgress(int most) {
    this.most = most;
    this.places = new Budget(most);
  }

  /// Begins an upload; or answers `503` if all places are taken, before the client sends content
  /// that would be refused anyway.
  ///
  /// @param upload makes what takes its content
  Answer begin(Supplier<ContentReceiver> upload) {
    return places.left() == 0 ? Answers.tooManyInProgress() : new Counted(upload.get());
  }

  /// Uploads that hold a place.
  int running() {
    return most - (int) places.left();
  }

  /// An upload that takes a place when it is asked whether a step may block, which is before that
  /// step is queued for a worker. If it gets none, it says that the step does not block, and the
  /// step refuses the upload.
  private final class Counted implements ContentReceiver {
    private final ContentReceiver upload;
    private boolean placed;
    private boolean refused;

    Counted(ContentReceiver upload) {
      this.upload = upload;
    }

    @Override
    public boolean receiveMayBlock(int length) {
      return upload.receiveMayBlock(length) && enter();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // The very receiver, not one like it.
    public Answer receive(ByteBuffer content) throws IOException {
      if (refused) {
        return refuse();
      }
      try {
        Answer answer = upload.receive(content);
        if (answer != upload) {
          return answered(answer);
        }
        leave();
        return this;
      } catch (IOException | RuntimeException | Error failure) {
        leave();
        throw failure;
      }
    }

    @Override
    public boolean finishMayBlock() {
      return enter() && upload.finishMayBlock();
    }

    @Override
    public Answer finish(Fields trailers) throws IOException {
      if (!enter()) {
        return refuse();
      }
      try {
        return answered(upload.finish(trailers));
      } catch (IOException | RuntimeException | Error failure) {
        leave();
        throw failure;
      }
    }

    @Override
    public void abandon() {
      try {
        upload.abandon();
      } finally {
        leave();
      }
    }

    private boolean enter() {
      if (!placed && !refused) {
        placed = places.take(1);
        refused = !placed;
      }
      return placed;
    }

    private Answer refuse() {
      upload.abandon();
      return Answers.tooManyInProgress();
    }

    private Answer answered(Answer answer) {
      if (answer instanceof LaterResponse later) {
        return new LaterResponse(later.stage().whenComplete((response, failure) -> leave()));
      }
      leave();
      return answer;
    }

    private void leave() {
      if (placed) {
        placed = false;
        places.giveBack(1);
      }
    }
  }
}
