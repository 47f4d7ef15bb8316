package dev.ashlar.http.server.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogStreamTest {
  private static final int CAPACITY = 100;
  private static final String MISSING =
      " log lines are missing here: they came faster than they could be written\n";

  private final ByteArrayOutputStream target = new ByteArrayOutputStream();
  private final LogStream stream = new LogStream(target, CAPACITY, new LogFlusher());

  @Test
  void writesOutOnlyWhenItIsDrained() throws IOException {
    write("one\n");
    write("two\n");
    assertEquals("", written());
    stream.drain();
    assertEquals("one\ntwo\n", written());
  }

  @Test
  void keepsALineBackUntilItIsWhole() throws IOException {
    write("one\ntw");
    stream.drain();
    assertEquals("one\n", written());
    write("o\n");
    stream.drain();
    assertEquals("one\ntwo\n", written());
  }

  @Test
  void leavesOutWholeLinesWhenItsMemoryIsFullAndSaysHowMany() throws IOException {
    String line = "x".repeat(29) + "\n";
    write(line.repeat(3));
    write(line);
    write(line + line);
    stream.drain();
    assertEquals(line.repeat(3) + "3" + MISSING, written());
    write("again\n");
    stream.drain();
    assertTrue(written().endsWith(MISSING + "again\n"));
  }

  @Test
  void leavesOutALineThatIsOnlyPartlyStored() throws IOException {
    write("first\n");
    write("begun ");
    write("y".repeat(CAPACITY));
    write("still the same line");
    write(" and its end\nlast\n");
    stream.drain();
    assertEquals("first\nlast\n1" + MISSING, written());
  }

  @Test
  void goesOnWithTheLineAfterOneThatItLeftOut() throws IOException {
    write("y".repeat(CAPACITY + 1));
    write(" and its end\n");
    write("two\n");
    write("three\n");
    stream.drain();
    assertEquals("two\nthree\n1" + MISSING, written());
  }

  /// What has begun takes room as well.
  @Test
  void leavesOutALineThatHasBegunWhenItsEndFindsNoRoom() throws IOException {
    write("first\n");
    write("x".repeat(60));
    write("x".repeat(60) + "\n");
    write("last\n");
    stream.drain();
    assertEquals("first\nlast\n1" + MISSING, written());
  }

  @Test
  void takesSingleOctets() throws IOException {
    for (char octet : "ab\n".toCharArray()) {
      stream.write(octet);
    }
    stream.drain();
    assertEquals("ab\n", written());
  }

  @Test
  void goesRoundItsMemoryForEver() throws IOException {
    Random random = new Random(1);
    StringBuilder expected = new StringBuilder();
    for (int round = 0; round < 1_000; round++) {
      String line = "z".repeat(1 + random.nextInt(CAPACITY / 2 - 1)) + "\n";
      int middle = 1 + random.nextInt(line.length() - 1);
      // There always is a line that has begun, or the memory would be used from its beginning.
      write(line.substring(0, middle));
      stream.drain();
      write(line.substring(middle));
      expected.append(line);
    }
    stream.drain();
    assertEquals(expected.toString(), written());
  }

  @Test
  void holdsAsMuchAsBeforeOnceAllWasTaken() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int round = 0; round < 5; round++) {
      String line = "z".repeat(CAPACITY - 1 - round) + "\n";
      write(line);
      write("x".repeat(round + 1) + "\n");
      stream.drain();
      expected.append(line).append('1').append(MISSING);
    }
    assertEquals(expected.toString(), written());
  }

  @Test
  void givesTheTargetWholeLinesThoughTheyAreManyAtOnce() throws IOException {
    List<String> writes = new ArrayList<>();
    OutputStream recording =
        new OutputStream() {
          @Override
          public void write(int octet) {
            throw new AssertionError("octet by octet");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
          }
        };
    LogStream large = new LogStream(recording, LogStream.CAPACITY, new LogFlusher());
    byte[] line = ("l".repeat(998) + "\n").getBytes(StandardCharsets.US_ASCII);
    for (int count = 0; count < 1_000; count++) {
      large.write(line, 0, line.length);
    }
    large.drain();
    assertTrue(writes.size() > 1 && writes.size() < 100, () -> writes.size() + " writes");
    assertEquals(1_000 * line.length, writes.stream().mapToInt(String::length).sum());
    assertTrue(writes.stream().allMatch(text -> text.endsWith("\n")));
  }

  @Test
  void wantsToBeDrainedAgainIfMuchCameMeanwhile() throws IOException {
    byte[] much = "much\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    LogStream[] self = new LogStream[1];
    OutputStream slow =
        new OutputStream() {
          private boolean first = true;

          @Override
          public void write(int octet) {}

          @Override
          public void write(byte[] bytes, int offset, int length) {
            if (first) {
              first = false;
              self[0].write(much, 0, much.length);
            }
          }
        };
    self[0] = new LogStream(slow, LogStream.CAPACITY, new LogFlusher());
    self[0].write(much, 0, 5);
    assertTrue(self[0].drain());
    assertFalse(self[0].drain());
  }

  @Test
  void passesOnThatItsTargetFailsAndGoesOnAfterIt() throws IOException {
    int[] room = {"line\nli".length()};
    OutputStream disk =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            if (room[0]-- <= 0) {
              throw new IOException("No space left on device");
            }
            target.write(octet);
          }
        };
    LogStream failing = new LogStream(disk, CAPACITY, new LogFlusher());
    byte[] line = "line\n".getBytes(StandardCharsets.US_ASCII);
    failing.write(line, 0, line.length);
    failing.write(line, 0, line.length);
    assertThrows(IOException.class, failing::drain);
    assertTrue(failing.isFailing());
    failing.drain();
    assertTrue(failing.isFailing(), "nothing says that it works again");
    room[0] = Integer.MAX_VALUE;
    failing.write(line, 0, line.length);
    failing.write(line, 0, line.length);
    failing.drain();
    assertFalse(failing.isFailing());
    assertEquals("line\nli\nline\nline\n", written(), "a torn line has none glued to it");
  }

  private void write(String text) {
    byte[] bytes = ("?" + text + "?").getBytes(StandardCharsets.US_ASCII);
    stream.write(bytes, 1, bytes.length - 2);
  }

  private String written() {
    return target.toString(StandardCharsets.US_ASCII);
  }
}
