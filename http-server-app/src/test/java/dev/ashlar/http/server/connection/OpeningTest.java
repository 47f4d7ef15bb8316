package dev.ashlar.http.server.connection;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Content.Residency;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which beginnings of files leave with the head, and what becomes of the rest.
class OpeningTest extends SenderFixture {
  private int headSize(int count) throws IOException {
    start(region(0, count, IN_MEMORY));
    sent.room = 0;
    lead();
    int size = sent.offered.removeLast() - Opening.BYTES;
    sender.finish();
    sent.calls.clear();
    sent.room = Long.MAX_VALUE;
    return size;
  }

  @Test
  void sendsTheBeginningOfALargeRegionWithItsHead() throws IOException {
    for (int count : new int[] {Opening.SHORTEST_REGION, Opening.LONGEST_REGION}) {
      start(region(50, count, IN_MEMORY));

      assertEquals(Outcome.SENT, lead());
      assertEquals(List.of("write", "transfer", "sent"), sent.calls);
      assertTrue(sent.offered.removeFirst() > Opening.BYTES, "both in one write");
      assertContent(50, count);
      assertEquals(count, sender.contentBytes());
      sender.finish();
      sent.calls.clear();
    }
  }

  @Test
  void sendsTheHeadOfOtherRegionsAlone() throws IOException {
    for (int count : new int[] {Opening.SHORTEST_REGION - 1, Opening.LONGEST_REGION + 1}) {
      start(region(50, count, IN_MEMORY));
      lead();

      assertTrue(sent.offered.removeFirst() < 1024);
      work();
      assertContent(50, count);
      sender.finish();
    }
  }

  @Test
  void sendsTheHeadAloneWhereManyAreSendingAlready() throws IOException {
    sent.crowded = true;
    start(region(50, 1 << 20, IN_MEMORY));

    assertEquals(Outcome.SENT, lead());
    assertTrue(sent.offered.getFirst() < 1024);
    assertContent(50, 1 << 20);
  }

  @Test
  void leavesAHeadToAWorkerWithTheBeginningOfItsRegion() throws IOException {
    start(region(7, 1 << 20, Residency.UNKNOWN));

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of(), sent.calls);
    assertEquals(Outcome.SENT, work());
    assertEquals(List.of("write", "transfer", "sent"), sent.calls);
    assertTrue(sent.offered.getFirst() > Opening.BYTES);
    assertContent(7, 1 << 20);
  }

  @Test
  void sendsALongHeadBeforeItAsksAWorkerForItsRegion() throws IOException {
    Fields fields = Fields.of(FieldName.of("x-long"), "a".repeat(Opening.LONGEST_HEAD));
    Response response = new Response(Status.OK, fields, region(7, 1 << 20, Residency.UNKNOWN));
    start(response);

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of("write"), sent.calls);
    assertEquals(Outcome.SENT, work());
    assertEquals(1, sent.offered.size());
    assertContent(7, 1 << 20);
  }

  @Test
  void sendsNoBeginningTogetherWithWhatFollowsOtherContent() throws IOException {
    start(
        new Content.Sequence(
            List.of(
                Content.of("--a"),
                region(0, 1 << 20, IN_MEMORY),
                Content.of("--b"),
                region(7, 1 << 20, IN_MEMORY))));

    assertEquals(Outcome.SLICE, lead());
    assertEquals(Outcome.SENT, lead());
    assertTrue(sent.offered.stream().allMatch(size -> size < 1024), "written: " + sent.offered);
    assertContent(7, 1 << 20);
    assertEquals(6 + (2 << 20), sender.contentBytes());
  }

  @Test
  void doesNotAskAClientAgainThatTookLessThanItsBeginning() throws IOException {
    start(region(50, 1 << 20, IN_MEMORY));
    sent.room = 1000 + Opening.BYTES / 2;
    assertEquals(Outcome.FULL, lead());
    assertEquals(List.of("write"), sent.calls);
  }

  @Test
  void goesOnAtAnyByteOfHeadAndBeginning() throws IOException {
    int count = Opening.SHORTEST_REGION;
    int head = headSize(count);
    start(region(50, count, IN_MEMORY));
    assertEquals(Outcome.SENT, lead());
    byte[] expected = sent.bytes.toByteArray();
    sender.finish();
    for (int room :
        new int[] {0, 1, head - 1, head, head + 1, head + Opening.BYTES, head + count - 1}) {
      sent.bytes.reset();
      sent.room = room;
      start(region(50, count, IN_MEMORY));
      long before = sender.totalBytes();
      assertEquals(Outcome.FULL, lead());
      assertEquals(room, sent.bytes.size());
      assertEquals(room, sender.totalBytes() - before);
      sent.room = Long.MAX_VALUE;

      assertEquals(Outcome.SENT, lead());
      assertArrayEquals(expected, sent.bytes.toByteArray(), "interrupted after " + room);
      assertEquals(count, sender.contentBytes());
      sender.finish();
    }
  }

  @Test
  void countsWhatLeavesWithTheHeadInItsBudget() throws IOException {
    int responses = 0;
    start(region(0, 1 << 20, IN_MEMORY));
    while (lead() == Outcome.SENT) {
      responses++;
      sender.finish();
      start(region(0, 1 << 20, IN_MEMORY));
    }

    assertEquals(8, responses, "of 1 MiB; 9 if only what follows were counted");
    share.inlineBudget().renew();
    assertEquals(Outcome.SENT, lead());
  }

  @Test
  void sendsTheHeadOfALargeRegionThatCannotBeRead() throws IOException {
    start(region(0, 1 << 20, IN_MEMORY));
    file.close();

    assertThrows(IOException.class, this::lead);
    assertEquals(List.of("write"), sent.calls);
    assertTrue(sent.offered.getFirst() < 1024);
  }

  @Test
  void cutsALargeRegionOfAFileThatHasShrunk() throws IOException {
    for (int left : new int[] {10, Opening.BYTES, Opening.BYTES + 10}) {
      start(region(bytes.length - left, 1 << 20, IN_MEMORY));

      Outcome outcome = lead();
      if (left != Opening.BYTES) {
        assertEquals(Outcome.FULL, outcome, "it looks like that");
        outcome = lead();
      }
      assertEquals(Outcome.CUT, outcome);
      assertContent(bytes.length - left, left);
      sender.finish();
    }
  }

  @Test
  void cutsALargeRegionOfAFileThatShrinksBehindItsBeginning() throws IOException {
    int head = headSize(1 << 20);
    start(region(0, 1 << 20, IN_MEMORY));
    sent.room = (long) head + Opening.BYTES;
    assertEquals(Outcome.FULL, lead());
    sent.room = Long.MAX_VALUE;
    try (FileChannel writer = FileChannel.open(folder.resolve("file"), WRITE)) {
      writer.truncate(Opening.BYTES);
    }

    assertEquals(Outcome.CUT, lead());
    assertContent(0, Opening.BYTES);
  }
}
