package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.EntityTag;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.MediaType;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.Preconditions;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonChecker;
import dev.ashlar.http.server.representation.PageMemory;
import dev.ashlar.http.server.representation.Representation;
import dev.ashlar.http.server.representation.Validators;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// Answers `POST /uploads`, `GET /uploads/ID.json`, and `GET /uploads` if uploads are listed.
///
/// Safe for all threads. Opened before the server accepts connections, closed when all requests are
/// answered.
public final class Uploads implements Closeable {
  /// The logger of everything here.
  static final String LOG_NAME = "ashlar.uploads";

  private static final Logger LOG = LogManager.getLogger(LOG_NAME);

  private static final String COLLECTION_METHODS = "POST, OPTIONS";
  private static final String LISTED_METHODS = "GET, HEAD, POST, OPTIONS";
  private static final String UPLOAD_METHODS = "GET, HEAD, OPTIONS";

  /// The list of uploads has no entity tag that a client is ever told, but where there is a list,
  /// `*` matches it (RFC 9110 §13.1.1, §13.1.2).
  private static final EntityTag LIST = EntityTag.weak("list");

  private final UploadOptions options;
  private final InstantSource clock;
  private final UploadStore store;
  private final UploadListing listing;
  private final JsonChecker checker;
  private final UploadsInProgress inProgress;

  /// Opens the folder, if it exists, and removes what an earlier server left unfinished.
  ///
  /// @param clock tells the time of an upload
  /// @throws IOException if the folder cannot be used; the message is one line for the operator
  public Uploads(UploadOptions options, InstantSource clock) throws IOException {
    this.options = options;
    this.clock = clock;
    this.store = open(options, clock);
    this.listing = new UploadListing(store, PageMemory.ofHeap());
    this.checker = new JsonChecker(options.json());
    this.inProgress = new UploadsInProgress(options.maxInProgress());
  }

  private static UploadStore open(UploadOptions options, InstantSource clock) throws IOException {
    FolderStore store = new FolderStore(options, clock, StoreLimits.DEFAULT);
    try {
      if (options.named() || Files.exists(options.folder())) {
        checkFolder(options.folder());
        store.open();
      } else {
        checkPlace(options.folder());
      }
    } catch (FolderInUseException e) {
      throw e;
    } catch (IOException e) {
      String problem =
          "The upload folder " + options.folder() + " cannot be used: " + reason(e) + ".";
      if (options.named()) {
        throw new IOException(problem, e);
      }
      LOG.warn("{} Uploads will be answered 500.", problem);
    }
    return store;
  }

  /// Whether it could be made at the first upload, as far as one can tell.
  private static void checkPlace(Path folder) throws IOException {
    Path place = folder.toAbsolutePath().getParent();
    if (place != null && Files.isDirectory(place) && !Files.isWritable(place)) {
      throw new IOException("nothing can be written to " + place);
    }
  }

  private static void checkFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw new IOException("it does not exist; make it first");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException("it is not a folder");
    }
  }

  /// Says what is wrong with a folder or file, and with which.
  static String reason(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
      case NoSuchFileException e when e.getReason() == null -> e.getFile() + " does not exist";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default -> String.valueOf(failure.getMessage());
    };
  }

  /// Answers a request whose path begins with the segment `uploads`. Does not block.
  public Answer answer(Request request, PathVerdict.Allowed path) {
    List<String> segments = path.segments();
    if (segments.size() == 1 && !path.folder()) {
      return collection(request.head());
    }
    UploadId id =
        segments.size() == 2 && !path.folder() ? UploadFolder.idOf(segments.get(1)) : null;
    return id != null ? upload(request.head(), id) : notFound(request.head());
  }

  private Answer collection(RequestHead head) {
    if (head.method().equals(Method.POST)) {
      return post(head);
    }
    if (options.listed() && isRead(head)) {
      return listing.answer(head);
    }
    Response response =
        head.method().equals(Method.OPTIONS)
            ? new Response(Status.NO_CONTENT, Fields.NONE, Content.none())
            : ErrorResponse.of(
                Status.METHOD_NOT_ALLOWED, "Uploads are sent here with the method POST.", head);
    return response
        .with(FieldName.ALLOW, options.listed() ? LISTED_METHODS : COLLECTION_METHODS)
        .with(Answers.ACCEPT_POST, Answers.ACCEPTED_TYPE);
  }

  /// `identity` is no coding, nor is an empty element of the list (RFC 9110 §5.6.1.2, §8.4.1).
  private static boolean isEncoded(RequestHead head) {
    return head.values(FieldName.CONTENT_ENCODING).stream()
        .flatMap(value -> Stream.of(value.split(",")))
        .map(String::strip)
        .anyMatch(coding -> !coding.isEmpty() && !coding.equalsIgnoreCase("identity"));
  }

  private Answer post(RequestHead head) {
    if (isEncoded(head)) {
      return Answers.unsupportedCoding();
    }
    Response refusal = refusedType(head);
    if (refusal != null) {
      return refusal;
    }
    long announced = head.contentLength();
    if (announced > options.maxSize()) {
      return Answers.tooLarge(options.maxSize(), announced);
    }
    return switch (UploadFields.of(head)) {
      case Malformed<UploadFields>(String detail) -> Answers.malformedField(detail);
      case Read<UploadFields>(UploadFields fields) -> {
        // What comes with a key may be stored already, and takes no room then.
        UploadStore.NoRoom full =
            fields.key() == null ? store.refusal(Math.max(0, announced)) : null;
        yield full != null ? Answers.outcome(full) : receive(head, fields);
      }
    };
  }

  /// The last check before the content is asked for (RFC 9110 §13.2.1).
  private Answer receive(RequestHead head, UploadFields fields) {
    EntityTag current = options.listed() ? LIST : null;
    return switch (Preconditions.evaluate(head, current, null, clock.instant())) {
      case PROCEED ->
          inProgress.begin(() -> new UploadReceiver(store, checker, options.maxSize(), fields));
      case NOT_MODIFIED, FAILED -> Answers.preconditionFailed();
    };
  }

  /// JSON is `application/json` only: a type such as `application/geo+json` would be lost, for
  /// `GET` could not say it again. RFC 8259 §11 defines no parameter; a `charset` must not
  /// contradict.
  private static @Nullable Response refusedType(RequestHead head) {
    String value = head.value(FieldName.CONTENT_TYPE);
    MediaType type = value == null ? null : MediaType.parse(value);
    if (type == null || !type.sameEssence(MediaType.JSON)) {
      return Answers.unsupportedType("Uploads have the type application/json.");
    }
    String charset = type.parameters().getOrDefault("charset", "utf-8");
    return charset.equals("utf-8")
        ? null
        : Answers.unsupportedType("JSON is encoded in UTF-8 (RFC 8259 §8.1).");
  }

  private Answer upload(RequestHead head, UploadId id) {
    if (isRead(head)) {
      return Answers.reading(() -> get(head, id));
    }
    Response response =
        head.method().equals(Method.OPTIONS)
            ? new Response(Status.NO_CONTENT, Fields.NONE, Content.none())
            : ErrorResponse.of(
                Status.METHOD_NOT_ALLOWED, "An upload can be read, and nothing else.", head);
    return response.with(FieldName.ALLOW, UPLOAD_METHODS);
  }

  private static boolean isRead(RequestHead head) {
    return head.method().equals(Method.GET) || head.method().equals(Method.HEAD);
  }

  private Response get(RequestHead head, UploadId id) throws IOException {
    try (UploadStore.Stored stored = store.find(id)) {
      if (stored == null) {
        return notFound(head);
      }
      Instant now = clock.instant();
      Representation.Builder representation =
          Representation.builder(Answers.ACCEPTED_TYPE, validators(stored, now))
              .field(FieldName.X_CONTENT_TYPE_OPTIONS, "nosniff");
      String wanted = head.fields().value(Digest.WANT_REPR_DIGEST);
      Digest.Algorithm algorithm = wanted == null ? null : Digest.wanted(wanted);
      if (algorithm != null) {
        Digest digest = Digest.of(stored.body(), algorithm);
        representation.field(Digest.REPR_DIGEST, digest.toString());
      }
      Response response = representation.build().respond(head, stored.body(), now);
      return response != null ? stored.share().heldBy(response) : notFound(head);
    }
  }

  /// An upload never changes under its name, so its tag is strong from the beginning; size and time
  /// are in it in case that the operator edits the file nevertheless.
  private static Validators validators(UploadStore.Stored stored, Instant now) {
    Instant time = stored.modified();
    String tag =
        Long.toHexString(stored.body().length())
            + "-"
            + Long.toHexString(time.getEpochSecond())
            + "-"
            + Integer.toHexString(time.getNano());
    return new Validators(EntityTag.strong(tag), time.isAfter(now) ? now : time);
  }

  private static Response notFound(RequestHead head) {
    return ErrorResponse.of(Status.NOT_FOUND, "There is no such upload.", head);
  }

  /// Finishes what is being stored, and closes the folder.
  @Override
  public void close() throws IOException {
    store.close();
  }
}
