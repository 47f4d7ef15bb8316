package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.ContentReceiver;
import dev.ashlar.http.server.api.LaterResponse;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Takes the content of one upload, has it checked and stored, and answers.
final class UploadReceiver implements ContentReceiver {
  private final UploadStore store;
  private final JsonChecker checker;
  private final long maxSize;
  private final UploadFields fields;
  private final Spool spool;

  /// @param fields of the request's head
  UploadReceiver(UploadStore store, JsonChecker checker, long maxSize, UploadFields fields) {
    this.store = store;
    this.checker = checker;
    this.maxSize = maxSize;
    this.fields = fields;
    this.spool = store.begin();
  }

  @Override
  public boolean receiveMayBlock(int length) {
    boolean tooLarge = spool.length() + length > maxSize;
    return tooLarge ? spool.inFile() : !spool.reserve(length);
  }

  @Override
  public Answer receive(ByteBuffer content) {
    if (spool.length() + content.remaining() > maxSize) {
      spool.discard();
      return Answers.tooLarge(maxSize);
    }
    try {
      spool.write(content);
      return this;
    } catch (IOException e) {
      spool.discard();
      return Answers.notStored(e);
    }
  }

  @Override
  public Answer finish(Fields trailers) {
    boolean handedOver = false;
    try {
      Answer answer =
          switch (fields.withDigests(trailers)) {
            case Malformed<UploadFields>(String detail) -> Answers.malformedField(detail);
            case Read<UploadFields>(UploadFields complete) -> store(complete);
          };
      handedOver = answer instanceof LaterResponse;
      return answer;
    } catch (IOException e) {
      return Answers.notStored(e);
    } finally {
      if (!handedOver) {
        spool.discard();
      }
    }
  }

  private Answer store(UploadFields complete) throws IOException {
    Sha256 sha256 = Sha256.of(spool);
    Response refusal = checkDigests(complete, sha256);
    if (refusal != null) {
      return refusal;
    }
    if (checker.check(spool) instanceof Invalid invalid) {
      return Answers.invalid(invalid);
    }
    return new LaterResponse(
        store.commit(spool, sha256, complete.key()).thenApply(Answers::outcome));
  }

  /// Before the check for JSON: what was damaged on the way is better called damaged than invalid.
  private @Nullable Response checkDigests(UploadFields complete, Sha256 sha256) throws IOException {
    for (Digest expected : complete.digests()) {
      Digest actual =
          switch (expected.algorithm()) {
            case SHA_256 -> Digest.of(sha256);
            case SHA_512 -> Digest.of(spool, Digest.Algorithm.SHA_512);
          };
      if (!actual.equals(expected)) {
        return Answers.wrongDigest(expected, actual);
      }
    }
    return null;
  }

  @Override
  public void abandon() {
    spool.discard();
  }
}
