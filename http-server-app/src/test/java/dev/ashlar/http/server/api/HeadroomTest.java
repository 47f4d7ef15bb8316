package dev.ashlar.http.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadroomTest {
  private final Headroom room = new Headroom(direct("....behind").position(4));
  private final StringBuilder written = new StringBuilder();

  private static ByteBuffer direct(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(bytes(text)).flip();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private int write(String head) throws IOException {
    return room.write(
        bytes(head),
        both -> {
          written.append(StandardCharsets.US_ASCII.decode(both.duplicate())).append(' ');
          return both.remaining();
        });
  }

  @Test
  void writesHeadAndBytesAtOnceAnyNumberOfTimes() throws IOException {
    assertEquals(10, write("HEAD"));
    assertEquals(7, write("h"));
    assertEquals(8, write("he"));
    assertEquals("HEADbehind hbehind hebehind ", written.toString());
  }

  @Test
  void writesWhatIsLeftOfAHeadAndKeepsIt() throws IOException {
    ByteBuffer head = bytes("xxhead").position(2);

    int count =
        room.write(
            head,
            both -> {
              assertEquals(bytes("headbehind"), both);
              return 3;
            });
    assertEquals(3, count);
    assertEquals(bytes("head"), head);
  }

  @Test
  void hasNoRoomForALongHeadNorForNone() throws IOException {
    assertEquals(-1, write("heads"));
    assertEquals(-1, write(""));
    assertEquals("", written.toString());
  }

  @Test
  void isForOneAtATime() throws IOException {
    int[] meanwhile = {0};
    room.write(
        bytes("HEAD"),
        both -> {
          meanwhile[0] = write("head");
          assertEquals(bytes("HEADbehind"), both);
          return 0;
        });

    assertEquals(-1, meanwhile[0]);
    assertEquals(10, write("head"));
  }

  @Test
  void isFreeAgainAfterAFailure() throws IOException {
    IOException broken = new IOException("broken");
    assertThrows(
        IOException.class,
        () ->
            room.write(
                bytes("HEAD"),
                both -> {
                  throw broken;
                }));

    assertEquals(10, write("head"));
  }

  @Test
  void isOnlyInDirectBuffersBecauseOthersAreCopiedAtEachWrite() {
    ByteBuffer heap = bytes("....behind").position(4);

    assertThrows(IllegalArgumentException.class, () -> new Headroom(heap));
    assertEquals(0, new Headroom(heap.rewind()).size());
  }

  @Test
  void isInFrontOfTheBytesOfItsContentOnly() {
    ByteBuffer others = bytes("others");

    assertThrows(
        IllegalArgumentException.class,
        () -> new Content.Bytes(others, room, Content.Unread.NOBODY));
    assertEquals(bytes("behind"), new Content.Bytes(room).bytes());
  }

  @Test
  void letsNobodyChangeWhatIsBehindIt() {
    ByteBuffer behind = room.content();

    assertThrows(ReadOnlyBufferException.class, () -> behind.put(0, (byte) 'x'));
  }

  @Test
  void isOnlyInBuffersThatCanBeWrittenTo() {
    ByteBuffer readOnly = direct("....behind").asReadOnlyBuffer().position(4);

    assertThrows(IllegalArgumentException.class, () -> new Headroom(readOnly));
    assertEquals(0, new Headroom(readOnly.rewind()).size());
  }
}
