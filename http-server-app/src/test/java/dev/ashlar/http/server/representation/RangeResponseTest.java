package dev.ashlar.http.server.representation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.ashlar.http.protocol.EntityTag;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.Lookup;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.resources.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What only a response by itself can show; that ranges of files are answered is tested with the
/// files.
class RangeResponseTest {
  private static final String DIGITS = "0123456789";
  private static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.123456789Z");
  private static final Instant NOW = Instant.parse("2026-11-06T08:49:37.250Z");

  @TempDir Path folder;

  @Test
  void ignoresSeveralRangesWhileOthersAreNotRead() throws IOException {
    Budget counted = new Budget(3);
    Response first = twoRanges(counted);
    assertEquals(Status.PARTIAL_CONTENT, first.status());
    assertEquals(Status.OK, twoRanges(counted).status());

    first.content().close();
    first.content().close();

    assertEquals(Status.PARTIAL_CONTENT, twoRanges(counted).status());
    assertEquals(Status.OK, twoRanges(counted).status(), "given back once");
  }

  @Test
  void countsNoPartsOfAFileThatGivesNone() throws IOException {
    Budget counted = new Budget(2);
    Files.writeString(folder.resolve("digits.txt"), DIGITS);
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.NONE)) {
      var file = (Lookup.OpenFile) directory.lookup(List.of("digits.txt"));
      Body gone = new SharedFile(file);
      gone.close();
      assertNull(twoRanges(gone, counted));
    }
    assertEquals(Status.PARTIAL_CONTENT, twoRanges(counted).status());
  }

  private static Response twoRanges(Budget counted) {
    ByteBuffer digits = ByteBuffer.wrap(DIGITS.getBytes(StandardCharsets.US_ASCII));
    Body body = new Body.InMemory(new Content.Bytes(digits));
    return Objects.requireNonNull(twoRanges(body, counted));
  }

  private static @Nullable Response twoRanges(Body body, Budget counted) {
    RequestHead head = Requests.get("/digits.txt", "Range: bytes=0-1,5-6").head();
    Fields fields = Fields.of(FieldName.CONTENT_TYPE, "text/plain");
    return RangeResponse.of(head, fields, body, counted);
  }

  @Test
  void ignoresRangesOfWhatOffersNone() {
    Validators validators = new Validators(EntityTag.weak("made"), LONG_AGO);
    Representation made = Representation.builder("text/plain", validators).withoutRanges().build();
    Body body = new Body.InMemory(ByteBuffer.wrap(DIGITS.getBytes(US_ASCII)));

    Response response = made.respond(Requests.get("/", "Range: bytes=0-0").head(), body, NOW);

    assertEquals(Status.OK, Objects.requireNonNull(response).status());
    assertEquals("none", response.fields().value(FieldName.ACCEPT_RANGES));
  }
}
