package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.MediaType;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.json.JsonObjectText;
import dev.ashlar.http.server.representation.ListingLook;
import dev.ashlar.http.server.representation.PageMemory;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import dev.ashlar.http.server.uploads.UploadStore.Listed;
import dev.ashlar.http.server.uploads.UploadStore.Page;
import java.io.IOException;
import java.util.List;

/// Answers with a page of the uploads, newest first: JSON for programs, HTML for browsers.
///
/// @param store where they are kept
/// @param memory for the lists
record UploadListing(UploadStore store, PageMemory memory) {
  private static final List<MediaType> OFFERED = List.of(MediaType.JSON, MediaType.HTML);

  /// Answers a request for a page. Does not block.
  Answer answer(RequestHead head) {
    return switch (ListQuery.parse(head.rawQuery())) {
      case Malformed<ListQuery>(String detail) -> Answers.malformedField(detail);
      case Read<ListQuery>(ListQuery query) -> Answers.reading(() -> page(head, query));
    };
  }

  private Response page(RequestHead head, ListQuery query) throws IOException {
    Page page = store.list(query.after(), query.limit());
    MediaType preferred = Accept.parse(head.value(FieldName.ACCEPT)).preferred(OFFERED);
    return MediaType.HTML.equals(preferred)
        ? memory.respond(
            fields(page, query, "text/html; charset=utf-8")
                .add(FieldName.CONTENT_SECURITY_POLICY, ListingLook.CONTENT_SECURITY_POLICY)
                .build(),
            UploadListHtml.render(page, query),
            head)
        : memory.respond(
            fields(page, query, Answers.ACCEPTED_TYPE).build(), json(page, query), head);
  }

  private static Fields.Builder fields(Page page, ListQuery query, String contentType) {
    Fields.Builder fields =
        Fields.builder()
            .add(FieldName.CONTENT_TYPE, contentType)
            .add(FieldName.VARY, FieldName.ACCEPT.name())
            .add(FieldName.CACHE_CONTROL, "no-store")
            .add(FieldName.X_CONTENT_TYPE_OPTIONS, "nosniff");
    if (page.last() != null) {
      // RFC 8288
      fields.add(FieldName.LINK, "<" + query.following(page.last()) + ">; rel=\"next\"");
    }
    return fields;
  }

  private static String json(Page page, ListQuery query) {
    JsonObjectText json =
        new JsonObjectText()
            .add("uploads", page.uploads().stream().map(UploadListing::json).toList());
    if (page.last() != null) {
      json.add("next", query.following(page.last()));
    }
    return json + "\n";
  }

  /// The names are those of the answer to an upload.
  private static JsonObjectText json(Listed upload) {
    return new JsonObjectText()
        .add("id", upload.id().text())
        .add("location", Answers.location(upload.id()))
        .add("size", upload.size())
        .add("time", upload.id().time().toString());
  }
}
