package dev.ashlar.http.server.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How the pieces of a source become content, with a length that is announced and without.
class SourceFramerTest extends SenderFixture {
  /// Gives one piece at each call, and each time says whether there are more: with the last of them
  /// already, or only when it is asked once more.
  private static final class Pieces implements Content.Source {
    final Deque<String> left;
    private final long length;
    private final boolean endsWithTheLast;

    Pieces(long length, boolean endsWithTheLast, String... pieces) {
      this.length = length;
      this.endsWithTheLast = endsWithTheLast;
      this.left = new ArrayDeque<>(List.of(pieces));
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public boolean read(ByteBuffer target) {
      if (left.isEmpty()) {
        return false;
      }
      target.put(left.remove().getBytes(ISO_8859_1));
      return !(endsWithTheLast && left.isEmpty());
    }
  }

  private String content(Content.Source source) throws IOException {
    start(source);
    assertEquals(Outcome.SENT, work());
    String all = sent.bytes.toString(ISO_8859_1);
    return all.substring(all.indexOf("\r\n\r\n") + 4);
  }

  private void assertCut(Content.Source source) throws IOException {
    start(source);
    assertEquals(Outcome.CUT, work());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsAsManyBytesAsAnnouncedWhetherTheirEndComesWithThemOrAfterThem(boolean with)
      throws IOException {
    assertEquals("helloworld", content(new Pieces(10, with, "hello", "worl", "d")));
    assertEquals(10, sender.contentBytes());
    sender.finish();

    assertTrue(content(new Pieces(5, with, "again")).endsWith("again"), "the sender goes on");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsChunksWhereNoLengthIsAnnounced(boolean with) throws IOException {
    Content.Source source = new Pieces(Content.UNKNOWN_LENGTH, with, "hello", "0123456789abcdef!");

    assertEquals(
        "5\r\nhello\r\n11\r\n0123456789abcdef!\r\n0\r\n\r\n", content(source), "no empty chunk");
    assertEquals(22, sender.contentBytes());
  }

  @Test
  void sendsNothingOfASourceThatIsEmpty() throws IOException {
    assertEquals("0\r\n\r\n", content(new Pieces(Content.UNKNOWN_LENGTH, false)));
    assertEquals(0, sender.contentBytes());
  }

  /// What follows the announced length would be taken for the next response.
  @ParameterizedTest
  @CsvSource({
    "true, hello, wor",
    "false, hello, wor",
    "true, hello, world!",
    "false, hello, world!",
    "true, hello, worldhello",
    "false, hello, worldhello"
  })
  void cutsWhatGivesMoreOrLessThanAnnounced(boolean with, String first, String second)
      throws IOException {
    assertCut(new Pieces(10, with, first, second));

    String all = sent.bytes.toString(ISO_8859_1);
    assertTrue(all.endsWith(second.length() < 5 && !with ? first + second : first), all);
  }

  @Test
  void failsWithASourceThatGivesNothingAndNoEnd() {
    start(new Pieces(Content.UNKNOWN_LENGTH, false, ""));

    assertThrows(IllegalStateException.class, this::work);
  }

  /// The line of its length and the end of the chunk have to fit beside it.
  @ParameterizedTest
  @ValueSource(longs = {Content.UNKNOWN_LENGTH, 40_000})
  void takesAsMuchAtATimeAsASourceCanGive(long length) throws IOException {
    CloseCounter source = new CloseCounter(length, 40_000);

    String content = content(source);

    assertEquals(40_000, content.chars().filter(c -> c == 'x').count());
    assertEquals(40_000, sender.contentBytes());
    assertEquals(length == Content.UNKNOWN_LENGTH, content.endsWith("\r\n0\r\n\r\n"));
  }
}
