package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.uploads.JsonVerdict.Invalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Takes the content of one upload, has it checked and stored, and answers.
final class UploadReceiver implements ContentReceiver {
  private final UploadStore store;
  private final JsonChecker checker;
  private final long maxSize;
  private final Spool spool;

  UploadReceiver(UploadStore store, JsonChecker checker, long maxSize) {
    this.store = store;
    this.checker = checker;
    this.maxSize = maxSize;
    this.spool = store.begin();
  }

  @Override
  public boolean receiveMayBlock(int length) {
    boolean tooLarge = spool.length() + length > maxSize;
    return tooLarge ? spool.inFile() : !spool.reserve(length);
  }

  @Override
  public Answer receive(ByteBuffer content) throws IOException {
    if (spool.length() + content.remaining() > maxSize) {
      spool.close();
      return Answers.tooLarge(maxSize);
    }
    try {
      spool.write(content);
      return this;
    } catch (IOException e) {
      spool.close();
      return Answers.notStored(e);
    }
  }

  @Override
  public Answer finish(Fields trailers) throws IOException {
    try {
      if (checker.check(spool) instanceof Invalid invalid) {
        spool.close();
        return Answers.invalid(invalid);
      }
      Sha256 sha256 = Sha256.of(spool);
      return new LaterResponse(store.commit(spool, sha256).thenApply(Answers::outcome));
    } catch (IOException e) {
      spool.close();
      return Answers.notStored(e);
    } catch (RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  @Override
  public void abandon() {
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
