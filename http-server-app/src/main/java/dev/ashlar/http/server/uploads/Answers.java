package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonObjectText;
import dev.ashlar.http.server.json.JsonVerdict;
import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.representation.TooMuchUnreadException;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;

/// The responses to an upload.
final class Answers {
  static final FieldName ACCEPT_POST = FieldName.of("Accept-Post");
  static final String ACCEPTED_TYPE = "application/json";

  private static final FailureLog FAILURES =
      new FailureLog(LogManager.getLogger(Uploads.LOG_NAME), System::nanoTime);

  private Answers() {}

  /// What became of an upload, as a response.
  static Response outcome(UploadStore.Outcome outcome) {
    return switch (outcome) {
      case UploadStore.Receipt receipt -> created(receipt);
      case UploadStore.KeyReused reused -> keyReused();
      case UploadStore.NoRoom noRoom -> noRoom(noRoom);
      case UploadStore.Failed failed -> failed(failed.cause());
    };
  }

  private static Response created(UploadStore.Receipt receipt) {
    String location = location(receipt.id());
    String body =
        new JsonObjectText()
            .add("id", receipt.id().text())
            .add("location", location)
            .add("size", receipt.size())
            .add("sha256", receipt.sha256().hex())
            .toString();
    Fields fields =
        Fields.of(
            FieldName.LOCATION,
            location,
            FieldName.CONTENT_TYPE,
            ACCEPTED_TYPE,
            FieldName.CACHE_CONTROL,
            "no-store");
    return new Response(Status.CREATED, fields, Content.of(body + "\n"));
  }

  private static Response keyReused() {
    return new Problem(
            Status.UNPROCESSABLE_CONTENT, "The idempotency key came with other content before.")
        .refusal();
  }

  /// The path of an upload.
  static String location(UploadId id) {
    return "/uploads/" + id + UploadId.SUFFIX;
  }

  /// Content that is not what it should be.
  static Response invalid(Invalid invalid) {
    JsonVerdict.Reason reason = invalid.reason();
    String detail =
        Sentence.of("%s at line %d, column %d.", reason.text(), invalid.line(), invalid.column());
    Problem problem =
        new Problem(Status.BAD_REQUEST, detail)
            .with("line", invalid.line())
            .with("column", invalid.column());
    return (reason.limit() == null ? problem : problem.with("limit", reason.limit())).refusal();
  }

  /// More content than is taken.
  static Response tooLarge(long limit) {
    return new Problem(
            Status.CONTENT_TOO_LARGE, Sentence.of("An upload may have at most %,d bytes.", limit))
        .with("limit", limit)
        .refusal();
  }

  /// More content than is taken, by its own announcement.
  static Response tooLarge(long limit, long announced) {
    return new Problem(
            Status.CONTENT_TOO_LARGE,
            Sentence.of(
                "An upload may have at most %,d bytes, this one has %,d.", limit, announced))
        .with("limit", limit)
        .with("actual", announced)
        .refusal();
  }

  /// A field that is not what it should be.
  static Response malformedField(String detail) {
    return new Problem(Status.BAD_REQUEST, detail).refusal();
  }

  /// A condition that the collection of uploads does not meet.
  static Response preconditionFailed() {
    return new Problem(Status.PRECONDITION_FAILED, "A precondition of the request does not hold.")
        .response();
  }

  /// Content that was damaged on its way.
  static Response wrongDigest(Digest expected, Digest actual) {
    String detail =
        "The content does not have the %s digest that the request names."
            .formatted(expected.algorithm().key());
    return new Problem(Status.BAD_REQUEST, detail)
        .with("expected", expected.toString())
        .with("actual", actual.toString())
        .refusal();
  }

  /// Content of another type.
  static Response unsupportedType(String detail) {
    return new Problem(Status.UNSUPPORTED_MEDIA_TYPE, detail)
        .refusal()
        .with(ACCEPT_POST, ACCEPTED_TYPE);
  }

  /// Content with a content coding (RFC 9110 §15.5.16 asks for `Accept-Encoding` then).
  static Response unsupportedCoding() {
    return new Problem(
            Status.UNSUPPORTED_MEDIA_TYPE, "Content is taken without a content coding only.")
        .refusal()
        .with(FieldName.ACCEPT_ENCODING, "identity");
  }

  /// Content that could not be written.
  static Response notStored(IOException cause) {
    return outcome(UploadStore.Outcome.of(cause));
  }

  /// What is read from the folder, on a worker; an error while another server has the folder.
  static OnWorker reading(Callable<Response> response) {
    return new OnWorker(() -> {
      try {
        return response.call();
      } catch (FolderInUseException e) {
        return notStored(e);
      } catch (TooMuchUnreadException e) {
        return tooManyUnread();
      }
    });
  }

  /// An upload for which there is no memory while others are not read.
  private static Response tooManyUnread() {
    String reason = "uploads that clients have not read take all the memory for them";
    return new Problem(Status.SERVICE_UNAVAILABLE, TooMuchUnreadException.DETAIL)
        .response()
        .with(FieldName.RETRY_AFTER, "1")
        .refusing(new Refusal(Refusal.Rule.QUOTA, reason));
  }

  /// More uploads at once than may be in progress.
  static Response tooManyInProgress() {
    String reason = "as many uploads are in progress as may be (--max-uploads-in-progress)";
    return new Problem(
            Status.SERVICE_UNAVAILABLE, "The server takes other uploads. Please try again soon.")
        .response()
        .with(FieldName.RETRY_AFTER, "1")
        .refusing(new Refusal(Refusal.Rule.QUOTA, reason));
  }

  private static Response noRoom(UploadStore.NoRoom noRoom) {
    Problem problem = new Problem(Status.INSUFFICIENT_STORAGE, noRoom.detail());
    return (noRoom.limit() == null ? problem : problem.with("limit", noRoom.limit()))
        .response()
        .refusing(new Refusal(Refusal.Rule.QUOTA, noRoom.detail()));
  }

  private static Response failed(Throwable cause) {
    if (cause instanceof FolderInUseException inUse) {
      FAILURES.inUse(inUse);
      String detail = "Another server takes the uploads here right now. Please try again soon.";
      return new Problem(Status.SERVICE_UNAVAILABLE, detail)
          .response()
          .with(FieldName.RETRY_AFTER, "1");
    }
    FAILURES.failed(cause);
    return new Problem(Status.INTERNAL_SERVER_ERROR, "The upload could not be stored.").response();
  }
}
