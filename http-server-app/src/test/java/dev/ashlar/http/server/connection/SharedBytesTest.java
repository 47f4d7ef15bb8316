package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Headroom;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// How content that several responses share leaves with the head of each.
class SharedBytesTest extends SenderFixture {
  private Content.Bytes withHeadroom(int room, int count) {
    ByteBuffer both = ByteBuffer.allocateDirect(room + count);
    return new Content.Bytes(new Headroom(both.put(room, bytes, 0, count).position(room)));
  }

  @Test
  void putsTheHeadInFrontOfSharedBytes() throws IOException {
    Content.Bytes shared = withHeadroom(1000, 60_000);
    for (int response = 0; response < 3; response++) {
      start(shared);
      assertEquals(Outcome.SENT, lead());
      assertEquals(List.of("write", "sent"), sent.calls);
      assertContent(0, 60_000);
      assertEquals(60_000, sender.contentBytes());
      sender.finish();
      sent.calls.clear();
    }
  }

  /// How many responses with them are waiting for their clients.
  private static final class Waiters implements Content.Unread {
    int count;

    @Override
    public void begun() {
      count++;
    }

    @Override
    public void ended() {
      count--;
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tellsWhileTheClientDoesNotReadThem(boolean inSequence) throws IOException {
    Waiters waiters = new Waiters();
    Content shared = new Content.Bytes(ByteBuffer.wrap(bytes, 0, 30_000), Headroom.NONE, waiters);
    Content content = inSequence ? new Content.Sequence(List.of(Content.none(), shared)) : shared;
    start(content);
    assertEquals(Outcome.SENT, lead());
    assertEquals(0, waiters.count, "it has read them");
    sender.finish();

    sent.room = 20_000;
    start(content);
    assertEquals(Outcome.FULL, lead());
    assertEquals(1, waiters.count);
    assertEquals(Outcome.FULL, lead());
    assertEquals(1, waiters.count, "the same one");
    sent.room = Long.MAX_VALUE;
    assertEquals(Outcome.SENT, lead());
    sender.finish();
    assertEquals(0, waiters.count);

    sent.room = 10;
    start(content);
    assertEquals(Outcome.FULL, lead());
    sender.finish();
    assertEquals(0, waiters.count, "given up");
  }

  @Test
  void goesOnAtAnyByteOfHeadAndSharedBytes() throws IOException {
    Content.Bytes shared = withHeadroom(1000, 30_000);
    start(shared);
    lead();
    byte[] expected = sent.bytes.toByteArray();
    int head = expected.length - 30_000;
    for (int room : new int[] {0, 1, head - 1, head, head + 1, head + 29_999}) {
      sender.finish();
      sent.bytes.reset();
      sent.room = room;
      start(shared);
      long before = sender.totalBytes();
      assertEquals(Outcome.FULL, lead());
      assertEquals(sent.bytes.size(), sender.totalBytes() - before);
      sent.room = 20_000;
      lead();
      assertEquals(sent.bytes.size(), sender.totalBytes() - before);
      sent.room = Long.MAX_VALUE;

      assertEquals(Outcome.SENT, lead());
      assertArrayEquals(expected, sent.bytes.toByteArray(), "interrupted after " + room);
      assertEquals(30_000, sender.contentBytes());
    }
  }

  @Test
  void copiesSharedBytesWhoseRoomIsTooSmall() throws IOException {
    start(withHeadroom(10, 10_000));

    assertEquals(Outcome.SENT, lead());
    assertEquals(List.of("write", "sent"), sent.calls);
    assertContent(0, 10_000);
  }

  @Test
  void copiesSharedBytesWhoseRoomIsInUse() throws IOException {
    Content.Bytes shared = withHeadroom(1000, 10_000);
    start(shared);
    ByteBuffer another = ByteBuffer.wrap("another head".getBytes(StandardCharsets.US_ASCII));
    shared
        .headroom()
        .write(
            another,
            both -> {
              assertEquals(Outcome.SENT, lead());
              assertEquals(another, both.slice(both.position(), another.remaining()));
              return 0;
            });

    assertEquals(List.of("write", "sent"), sent.calls);
    assertContent(0, 10_000);
  }

  @Test
  void sendsTheRestOfSharedBytesThatFollowOthers() throws IOException {
    start(new Content.Sequence(List.of(Content.of("--a"), withHeadroom(1000, 30_000))));
    sent.room = BUFFER - 500;
    assertEquals(Outcome.FULL, lead());
    sent.room = Long.MAX_VALUE;

    assertEquals(Outcome.SENT, lead());
    assertEquals(30_003, sender.contentBytes());
    byte[] all = sent.content(30_003);
    assertEquals("--a", new String(all, 0, 3, StandardCharsets.US_ASCII));
    assertEquals(ByteBuffer.wrap(bytes, 0, 30_000), ByteBuffer.wrap(all, 3, 30_000));
  }

  @Test
  void sendsSharedBytesBetweenOthers() throws IOException {
    start(
        new Content.Sequence(
            List.of(Content.of("--a"), withHeadroom(1000, 30_000), withHeadroom(1000, 30_000))));

    assertEquals(Outcome.SENT, lead());
    byte[] all = sent.content(60_003);
    assertEquals("--a", new String(all, 0, 3, StandardCharsets.US_ASCII));
    assertEquals(ByteBuffer.wrap(bytes, 0, 30_000), ByteBuffer.wrap(all, 3, 30_000));
    assertEquals(ByteBuffer.wrap(bytes, 0, 30_000), ByteBuffer.wrap(all, 30_003, 30_000));
  }
}
