package dev.ashlar.http.server.connection;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Content.Residency;
import dev.ashlar.http.server.api.Headroom;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who sends which part of a file, and in how many calls.
class ResponseSenderTest {
  private static final int SLICE = (int) ResponseSender.SLICE_BYTES;
  private static final int BUFFER = 16 << 10;
  private static final Residency IN_MEMORY = (position, count) -> true;

  @TempDir Path folder;
  private final byte[] bytes = new byte[7 * SLICE];
  private final LoopShare share = new LoopShare(new BufferPool(BUFFER, 4), new Opening(1));
  private final ResponseFields fields =
      new ResponseFields(Duration.ofSeconds(30), () -> Instant.EPOCH);
  private final ResponseSender sender = new ResponseSender(fields, share);
  private final Recorder sent = new Recorder();
  private FileChannel file;

  /// A transport that takes everything, or so much and then nothing, and notes each call, and how
  /// many bytes each write was for.
  private static final class Recorder implements Transport {
    final List<String> calls = new ArrayList<>();
    final Deque<Integer> offered = new ArrayDeque<>();
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long room = Long.MAX_VALUE;
    boolean crowded;

    @Override
    public int read(ByteBuffer target) {
      return 0;
    }

    @Override
    public int write(ByteBuffer source) {
      offered.add(source.remaining());
      int count = (int) Math.min(room, source.remaining());
      byte[] taken = new byte[count];
      source.get(taken);
      bytes.writeBytes(taken);
      room -= count;
      calls.add("write");
      return count;
    }

    @Override
    public long transfer(FileChannel file, long position, long count) throws IOException {
      long taken = file.transferTo(position, Math.min(room, count), Channels.newChannel(bytes));
      room -= taken;
      calls.add("transfer");
      return taken;
    }

    @Override
    public boolean isCrowded() {
      return crowded;
    }

    @Override
    public void writePromptly() {}

    @Override
    public void sent() {
      calls.add("sent");
    }

    @Override
    public int readInterest() {
      return 1;
    }

    @Override
    public int writeInterest() {
      return 2;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public void close(boolean cutShort) {}

    /// What followed the head.
    byte[] content(int count) {
      byte[] all = bytes.toByteArray();
      return Arrays.copyOfRange(all, all.length - count, all.length);
    }
  }

  @BeforeEach
  void open() throws IOException {
    new Random(1).nextBytes(bytes);
    file = FileChannel.open(Files.write(folder.resolve("file"), bytes));
  }

  @AfterEach
  void close() throws IOException {
    sender.finish();
    assertEquals(0, share.buffers().lent());
    assertEquals(0, share.opening().lent());
    file.close();
  }

  private Content.FileRegion region(long position, long count, Residency residency) {
    return new Content.FileRegion(file, position, count, residency, () -> {});
  }

  private void start(Content content) {
    start(new Response(Status.OK, Fields.NONE, content));
  }

  private void start(Response response) {
    sender.start(Method.GET, HttpVersion.HTTP_1_1, response, ResponseSender.NONE_LEFT);
  }

  private Outcome lead() throws IOException {
    return sender.send(sent, false);
  }

  private Outcome work() throws IOException {
    return sender.send(sent, true);
  }

  private void assertContent(int position, int count) {
    ByteBuffer expected = ByteBuffer.wrap(bytes, position, count);
    assertEquals(expected, ByteBuffer.wrap(sent.content(count)));
  }

  @Test
  void leavesAllOfWhatMayBlockToAWorker() throws IOException {
    start(region(0, 100_000, Residency.UNKNOWN));

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of("write"), sent.calls, "the head does not wait for so much");
    assertEquals(Outcome.SENT, work());
    assertEquals(List.of("write", "transfer", "sent"), sent.calls);
    assertContent(0, 100_000);
  }

  @Test
  void leavesTheHeadOfASmallRegionToAWorkerWithIt() throws IOException {
    start(region(7, 100, Residency.UNKNOWN));

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of(), sent.calls);
    assertEquals(Outcome.SENT, work());
    assertEquals(List.of("write", "sent"), sent.calls);
    assertContent(7, 100);
  }

  @Test
  void sendsNoMoreSmallRegionsInARoundThanItsBudgetHasCalls() throws IOException {
    int regions = 0;
    start(region(0, 100, IN_MEMORY));
    while (lead() == Outcome.SENT) {
      regions++;
      sender.finish();
      start(region(0, 100, IN_MEMORY));
    }

    assertEquals(64, regions);
    share.inlineBudget().renew();
    assertEquals(Outcome.SENT, lead());
  }

  @Test
  void sendsWhatIsInMemoryItself() throws IOException {
    start(region(50, 100_000, IN_MEMORY));

    assertEquals(Outcome.SENT, lead());
    assertEquals(List.of("write", "transfer", "sent"), sent.calls);
    assertContent(50, 100_000);
  }

  @Test
  void leavesToAWorkerWhatIsNotInMemoryOfALongRegion() throws IOException {
    start(region(0, 3 * SLICE, (position, count) -> position + count <= SLICE));

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of("write", "transfer"), sent.calls);
    assertEquals(Outcome.SLICE, work());
    assertEquals(Outcome.SENT, work());
    assertContent(0, 3 * SLICE);
  }

  @Test
  void sendsNoMoreInARoundThanItsBudget() throws IOException {
    start(region(0, bytes.length, IN_MEMORY));
    int slices = 0;
    while (lead() == Outcome.SLICE) {
      slices++;
    }

    assertEquals(
        InlineBudget.ROUND_BYTES / SLICE - 1, slices, "and one that ended with the budget");
    assertEquals(InlineBudget.ROUND_BYTES, sender.contentBytes());
    assertEquals(Outcome.MAY_BLOCK, lead(), "the rest is for a worker");
    assertEquals(InlineBudget.ROUND_BYTES, sender.contentBytes());
    assertEquals(Outcome.SLICE, work(), "whose slices are not counted");
    share.inlineBudget().renew();
    assertEquals(Outcome.SLICE, lead());
  }

  @Test
  void sendsASmallRegionWithItsHead() throws IOException {
    start(region(SLICE, 1000, IN_MEMORY));

    assertEquals(Outcome.SENT, lead());
    assertEquals(List.of("write", "sent"), sent.calls);
    assertContent(SLICE, 1000);
  }

  @Test
  void sendsSeveralSmallRegionsAndWhatIsBetweenThemTogether() throws IOException {
    start(
        new Content.Sequence(
            List.of(
                Content.of("--a\r\n"),
                region(0, 100, IN_MEMORY),
                Content.of("--b\r\n"),
                region(200, 100, Residency.UNKNOWN),
                Content.of("--c\r\n"))));

    assertEquals(Outcome.MAY_BLOCK, lead(), "the second region is not known");
    assertEquals(List.of("write"), sent.calls);
    assertEquals(Outcome.SENT, work());
    assertEquals(4, sent.calls.size(), "a call for each but the last, which joins: " + sent.calls);
    byte[] expected = new byte[215];
    System.arraycopy("--a\r\n".getBytes(StandardCharsets.US_ASCII), 0, expected, 0, 5);
    System.arraycopy(bytes, 0, expected, 5, 100);
    System.arraycopy("--b\r\n".getBytes(StandardCharsets.US_ASCII), 0, expected, 105, 5);
    System.arraycopy(bytes, 200, expected, 110, 100);
    System.arraycopy("--c\r\n".getBytes(StandardCharsets.US_ASCII), 0, expected, 210, 5);
    assertEquals(ByteBuffer.wrap(expected), ByteBuffer.wrap(sent.content(215)));
  }

  @Test
  void goesOnWhereTheClientStoppedTaking() throws IOException {
    start(region(0, 100_000, IN_MEMORY));
    sent.room = 50;
    assertEquals(Outcome.FULL, lead());
    sent.room = 10_000;
    assertEquals(Outcome.FULL, lead());
    sent.room = Long.MAX_VALUE;

    assertEquals(Outcome.SENT, lead());
    assertContent(0, 100_000);
    assertEquals(100_000, sender.contentBytes());
  }

  @Test
  void sendsTheHeadOfARegionThatCannotBeRead() throws IOException {
    start(region(0, 100, IN_MEMORY));
    file.close();

    assertThrows(IOException.class, this::lead);
    assertEquals(List.of("write"), sent.calls);
  }

  @Test
  void cutsASmallRegionOfAFileThatHasShrunk() throws IOException {
    start(region(bytes.length - 10, 100, IN_MEMORY));

    assertEquals(Outcome.FULL, lead(), "it looks like that");
    assertEquals(List.of("write", "transfer"), sent.calls);
    assertContent(bytes.length - 10, 10);
    assertEquals(Outcome.CUT, lead());
  }

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
