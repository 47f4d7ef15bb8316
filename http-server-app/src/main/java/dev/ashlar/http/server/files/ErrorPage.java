package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FileStamp;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Body;
import dev.ashlar.http.server.representation.VaryField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/// An operator's own page for an error, as it was when it was last looked at.
///
/// Safe for use by several threads.
final class ErrorPage {
  private static final Logger LOGGER = LogManager.getLogger(StaticFiles.LOG_NAME);

  /// It is kept in memory, whatever else is; in bytes.
  private static final long MAX_BYTES = 1 << 20;

  private final ConfinedDirectory directory;
  private final List<String> segments;
  private final Fields fields;

  // Guarded by this.
  private Optional<FileStamp> stamp = Optional.empty();
  private boolean failing;

  private volatile @Nullable Content page;

  /// A page that may or may not be there.
  ///
  /// @param name of the file in the root
  /// @param fields of a response with the page
  ErrorPage(ConfinedDirectory directory, String name, Fields fields) {
    this.directory = directory;
    this.segments = List.of(name);
    this.fields = fields;
  }

  /// Looks whether the page has changed, and reads it if so. If that fails, the page stays as it
  /// was: what was asked for may be in order. May block.
  synchronized void refresh() {
    try {
      look();
      failing = false;
    } catch (IOException failure) {
      if (!failing) {
        LOGGER.warn("{} cannot be read: {}", segments.getFirst(), failure.toString());
      }
      failing = true;
    }
  }

  private void look() throws IOException {
    Optional<FileStamp> seen = directory.stamp(segments);
    if (seen.equals(stamp) && (seen.isPresent() || page == null)) {
      return;
    }
    stamp = Optional.empty();
    if (directory.lookup(segments) instanceof OpenFile file) {
      try (file) {
        read(file);
      }
    } else {
      page = null;
    }
  }

  /// What is not whole, because it is being changed, is read again at the next look.
  private void read(OpenFile file) throws IOException {
    long size = file.stamp().size();
    Content content = null;
    if (size > MAX_BYTES) {
      LOGGER.warn("{} has more than {} bytes and is not used", segments.getFirst(), MAX_BYTES);
    } else {
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      content = Body.fill(bytes, file.channel()) ? new Content.Bytes(bytes.flip()) : null;
    }
    page = content;
    if (content != null || size > MAX_BYTES) {
      stamp = Optional.of(file.stamp());
    }
  }

  /// The same error with this page, if there is one and the client wants a page. Does not block.
  Response instead(Response error) {
    Content own = page;
    String contentType = error.fields().value(FieldName.CONTENT_TYPE);
    if (own == null || contentType == null || !MediaTypes.isHtml(contentType)) {
      return error;
    }
    // The policy of the server's own page would forbid an operator's scripts and pictures.
    Fields.Builder dressed = error.fields().toBuilder().remove(FieldName.CONTENT_SECURITY_POLICY);
    for (Field field : fields) {
      if (!field.name().equals(FieldName.VARY)) {
        dressed.remove(field.name());
      }
    }
    Fields all = VaryField.inOneLine(dressed.addAll(fields).build());
    return new Response(error.status(), all, own, error.refusal());
  }
}
