package dev.ashlar.http.server.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Content.Residency;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.connection.ResponseSender.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who sends which part of a file, and in how many calls.
class ResponseSenderTest extends SenderFixture {
  @Test
  void leavesAllOfWhatMayBlockToAWorker() throws IOException {
    start(region(0, 100_000, Residency.UNKNOWN));

    assertEquals(Outcome.MAY_BLOCK, lead());
    assertEquals(List.of("write"), sent.calls, "the head does not wait for so much");
    assertEquals(Outcome.SENT, work());
    assertEquals(List.of("write", "transfer", "sent"), sent.calls);
    assertContent(0, 100_000);
  }

  /// It would say that the representation is empty (RFC 9110 §8.6).
  @ParameterizedTest
  @ValueSource(strings = {"Not Modified", "", "As before"})
  void announcesNoLengthOfWhatIsNotSentBecauseTheClientHasIt(String reason) throws IOException {
    start(new Response(new Status(304, reason), Fields.NONE, Content.none()));

    assertEquals(Outcome.SENT, work());
    String head = sent.bytes.toString(StandardCharsets.US_ASCII);
    assertTrue(head.startsWith("HTTP/1.1 304 "), head);
    assertFalse(head.contains("Content-Length"), head);
  }

  /// RFC 9110 §7.8, §15.5.22
  @ParameterizedTest
  @CsvSource({"5, keep-alive", "-1, close"})
  void namesAnUpgradeAmongTheOptionsOfTheConnection(int requestsLeft, String option)
      throws IOException {
    Fields upgrade = Fields.of(FieldName.UPGRADE, "TLS/1.2");
    Response response = new Response(Status.UPGRADE_REQUIRED, upgrade, Content.none());
    sender.start(Method.GET, HttpVersion.HTTP_1_1, response, requestsLeft);

    assertEquals(Outcome.SENT, work());
    String head = sent.bytes.toString(StandardCharsets.US_ASCII);
    String connection = "\r\nUpgrade: TLS/1.2\r\nConnection: Upgrade\r\nConnection: " + option;
    assertTrue(head.contains(connection + "\r\n"), head);
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
}
