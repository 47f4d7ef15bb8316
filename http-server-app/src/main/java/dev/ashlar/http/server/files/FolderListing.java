package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.MediaType;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FolderEntry;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.ListingLook;
import dev.ashlar.http.server.representation.PageMemory;
import dev.ashlar.http.server.representation.VaryField;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;

/// Answers with a folder's files: a page for people, JSON for programs.
///
/// @param directory what is served
/// @param common fields of every response
/// @param memory for the lists
record FolderListing(ConfinedDirectory directory, CommonFields common, PageMemory memory) {
  private static final MediaType JSON = MediaType.JSON;
  private static final List<MediaType> OFFERED = List.of(MediaType.HTML, JSON);

  /// Reads the folder. May block.
  ///
  /// @param segments the folder's path
  /// @return empty if it is not a folder
  Optional<Response> respond(List<String> segments, RequestHead head) throws IOException {
    ListingQuery query = ListingQuery.parse(head.rawQuery());
    return FolderPage.read(directory, segments, query)
        .map(page -> JSON.equals(preferred(head)) ? json(page, head) : html(page, head));
  }

  private static MediaType preferred(RequestHead head) {
    MediaType preferred = Accept.parse(head.value(FieldName.ACCEPT)).preferred(OFFERED);
    return preferred == null ? MediaType.HTML : preferred;
  }

  private Response html(FolderPage page, RequestHead head) {
    // In place of the operator's, who cannot know what this page holds.
    Fields.Builder fields =
        fields(page, "text/html; charset=utf-8")
            .set(FieldName.CONTENT_SECURITY_POLICY, ListingLook.CONTENT_SECURITY_POLICY);
    return memory.respond(VaryField.inOneLine(fields.build()), FolderHtml.render(page), head);
  }

  private Response json(FolderPage page, RequestHead head) {
    Fields fields = fields(page, JSON.toString()).build();
    return memory.respond(VaryField.inOneLine(fields), render(page) + "\n", head);
  }

  private Fields.Builder fields(FolderPage page, String contentType) {
    Fields.Builder fields =
        Fields.builder()
            .add(FieldName.CONTENT_TYPE, contentType)
            .add(FieldName.VARY, FieldName.ACCEPT.name())
            .addAll(common.all());
    if (!common.decides(FieldName.CACHE_CONTROL)) {
      fields.add(FieldName.CACHE_CONTROL, CacheControl.REVALIDATED);
    }
    if (page.more()) {
      // RFC 8288
      fields.add(FieldName.LINK, "<" + next(page) + ">; rel=\"next\"");
    }
    return fields;
  }

  private static String next(FolderPage page) {
    return page.query().following(page.entries().getLast());
  }

  private static String render(FolderPage page) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.createGenerator(text)) {
      json.writeStartObject()
          .write("path", RawPath.of(page.segments(), true))
          .write("total", page.total())
          .writeStartArray("entries");
      for (FolderEntry entry : page.entries()) {
        write(entry, json);
      }
      json.writeEnd();
      if (page.more()) {
        json.write("next", next(page));
      }
      json.writeEnd();
    }
    return text.toString();
  }

  private static void write(FolderEntry entry, JsonGenerator json) {
    json.writeStartObject().write("name", entry.name());
    if (entry.kind() == FolderEntry.Kind.FOLDER) {
      json.write("type", "folder");
    } else {
      json.write("type", "file").write("size", entry.size());
    }
    json.write("modified", entry.lastModified().toString()).writeEnd();
  }
}
