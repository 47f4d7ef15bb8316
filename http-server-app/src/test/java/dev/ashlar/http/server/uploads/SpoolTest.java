package dev.ashlar.http.server.uploads;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.resources.Budget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What content takes of the disk and of the process's descriptors once it is too much for memory.
class SpoolTest {
  private static final int PIECE = 8000;
  private static final int PIECES = 100;

  @TempDir Path folder;
  private boolean descriptors = true;
  private int open;
  private long disk = Long.MAX_VALUE;

  private final Budget budget = new Budget(1 << 20);
  private final Spool spool =
      new Spool(
          budget,
          new Spool.TemporaryFiles() {
            @Override
            public Path newFile() {
              return folder.resolve("file");
            }

            @Override
            public boolean mayStayOpen() {
              open += descriptors ? 1 : 0;
              return descriptors;
            }

            @Override
            public void closed() {
              open--;
            }

            @Override
            public void takeRoom(long bytes) throws IOException {
              if (bytes > disk) {
                throw new NoRoomException("full");
              }
              disk -= bytes;
            }

            @Override
            public void giveRoom(long bytes) {
              disk += bytes;
            }
          });

  /// Writes pieces that can be told apart, and returns all of them.
  private byte[] fill() throws IOException {
    ByteBuffer all = ByteBuffer.allocate(PIECE * PIECES);
    for (int i = 0; i < PIECES; i++) {
      byte[] piece = new byte[PIECE];
      Arrays.fill(piece, (byte) i);
      spool.write(ByteBuffer.wrap(piece));
      all.put(piece);
    }
    return all.array();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keepsContentWhetherItsFileStaysOpenOrNot(boolean mayStayOpen) throws IOException {
    descriptors = mayStayOpen;
    byte[] content = fill();

    assertTrue(spool.inFile());
    assertEquals(content.length, spool.length());
    assertEquals(mayStayOpen ? 1 : 0, open);
    Path file = spool.flushFile();

    assertEquals(0, open);
    assertArrayEquals(content, Files.readAllBytes(file));
    spool.close();
    assertFalse(Files.exists(file));
    assertEquals(0, open);
  }

  /// It is kept until its own file is written, and tens of thousands may be.
  @Test
  void takesAsMuchMemoryAsContentThatComesAtOnceHas() throws IOException {
    assertTrue(spool.reserve(300));
    spool.write(ByteBuffer.allocate(300));
    assertEquals(300, (1 << 20) - budget.left());

    spool.write(ByteBuffer.allocate(1));
    spool.write(ByteBuffer.allocate(700));
    assertEquals(1024, (1 << 20) - budget.left(), "room for more that comes in pieces");
    spool.write(ByteBuffer.allocate(24));
    assertEquals(2048, (1 << 20) - budget.left());
    spool.close();
    assertEquals(1 << 20, budget.left());
  }

  @Test
  void holdsRoomOnlyForWhatIsStillToBeWritten() throws IOException {
    fill();
    long held = Long.MAX_VALUE - disk;
    assertTrue(held > 0 && held < 1 << 20, "a little ahead: " + held);

    spool.flushFile();
    assertEquals(Long.MAX_VALUE, disk, "nothing more will be written");
    spool.close();
    assertEquals(Long.MAX_VALUE, disk);
  }

  @Test
  void givesRoomBackWhenItIsGivenUp() throws IOException {
    fill();
    spool.close();
    spool.close();
    assertEquals(Long.MAX_VALUE, disk);
    assertEquals(0, open);
  }

  @Test
  void makesNoFileWithoutRoomForIt() throws IOException {
    disk = 1000;
    assertThrows(NoRoomException.class, this::fill);
    assertFalse(Files.exists(folder.resolve("file")));
    spool.close();
    assertEquals(1000, disk);
  }
}
