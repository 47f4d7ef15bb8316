package dev.ashlar.http.server.connection;

import static jdk.net.ExtendedSocketOptions.TCP_QUICKACK;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is taken for a client that reads nothing, and who counts as a sender.
class PlainTransportTest {
  private static final int CLIENT_BUFFER = 4 << 10;
  private static final long FILE_BYTES = 32 << 20;

  /// The kernel doubles what it is asked for, and the last segment may go beyond that.
  private static final int MOST_IF_NARROW = 4 * PlainTransport.NARROW_BUFFER;

  @TempDir Path folder;
  private final Senders senders = new Senders();
  private ServerSocketChannel listening;
  private SocketChannel client;
  private SocketChannel accepted;
  private FileChannel file;
  private PlainTransport transport;

  @BeforeEach
  void connect() throws IOException {
    listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = SocketChannel.open();
    client.setOption(StandardSocketOptions.SO_RCVBUF, CLIENT_BUFFER);
    client.connect(listening.getLocalAddress());
    accepted = listening.accept();
    accepted.configureBlocking(false);
    transport = new PlainTransport(accepted, senders);
    file =
        FileChannel.open(
            folder.resolve("file"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    file.write(ByteBuffer.allocate(1), FILE_BYTES - 1);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    accepted.close();
    client.close();
    listening.close();
  }

  /// A folder opens like a file, and cannot be read.
  @Test
  void tellsAFileThatCannotBeReadFromAConnectionThatIsBroken() throws IOException {
    try (FileChannel unreadable = FileChannel.open(folder, StandardOpenOption.READ)) {
      assertThrows(UncheckedIOException.class, () -> transport.transfer(unreadable, 0, 10));
    }
    accepted.shutdownOutput();
    assertThrows(IOException.class, () -> transport.transfer(file, 0, 10));
  }

  /// What is written first waits for nobody anyway.
  @Test
  void isPromptFromItsSecondWriteOn() throws IOException {
    assertFalse(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
    transport.write(ByteBuffer.allocate(1));
    assertFalse(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
    transport.write(ByteBuffer.allocate(1));
    assertTrue(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
  }

  @Test
  void isPromptWhenAFileFollowsTheHead() throws IOException {
    transport.write(ByteBuffer.allocate(1));
    transport.transfer(file, 0, 10);
    assertTrue(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
  }

  @Test
  void isPromptWhenItIsTold() throws IOException {
    transport.writePromptly();
    assertTrue(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
  }

  /// Once after each write, and not before the first: the kernel does it by itself there.
  @Test
  void confirmsAtOnceWhatComesAfterAResponse() throws IOException {
    assumeTrue(accepted.supportedOptions().contains(TCP_QUICKACK));
    assertFalse(isTurnedOnByConfirming());
    transport.write(ByteBuffer.allocate(1));
    assertTrue(isTurnedOnByConfirming());
    assertFalse(isTurnedOnByConfirming());
    transport.transfer(file, 0, 10);
    assertTrue(isTurnedOnByConfirming());
  }

  private boolean isTurnedOnByConfirming() throws IOException {
    accepted.setOption(TCP_QUICKACK, false);
    transport.confirm();
    return accepted.getOption(TCP_QUICKACK);
  }

  @Test
  void confirmsNothingOnAConnectionThatIsGone() throws IOException {
    transport.write(ByteBuffer.allocate(1));
    accepted.close();
    assertDoesNotThrow(transport::confirm);
  }

  private long transferAll() throws IOException {
    long taken = 0;
    long count;
    do {
      count = transport.transfer(file, taken, FILE_BYTES - taken);
      taken += count;
    } while (count > 0);
    return taken;
  }

  private int writeAll() throws IOException {
    int taken = 0;
    int count;
    do {
      count = transport.write(ByteBuffer.allocateDirect(16 << 10));
      taken += count;
    } while (count > 0);
    return taken;
  }

  private void join(int others) {
    for (int i = 0; i < others; i++) {
      senders.joined();
    }
  }

  @Test
  void transfersMuchWhereThereAreFew() throws IOException {
    join(Senders.MANY - 2);
    long taken = transferAll();
    assertTrue(taken > MOST_IF_NARROW, taken + " bytes");
  }

  @Test
  void transfersLittleWhereThereAreMany() throws IOException {
    join(Senders.MANY - 1);
    long taken = transferAll();
    assertTrue(taken > 0 && taken <= MOST_IF_NARROW, taken + " bytes");
  }

  /// The kernel has taken more already, and keeps that.
  @Test
  void hasTheKernelTakeLittleOfWhatIsStillToBeWrittenWhereThereAreMany() throws IOException {
    join(Senders.MANY - 1);
    writeAll();
    transport.write(ByteBuffer.allocateDirect(1));
    int bytes = accepted.getOption(StandardSocketOptions.SO_SNDBUF);
    assertTrue(bytes <= 2 * PlainTransport.NARROW_BUFFER, bytes + " bytes");
  }

  @Test
  void isCrowdedWhereManyAreSending() {
    join(Senders.MANY - 1);
    assertFalse(transport.isCrowded());
    join(1);
    assertTrue(transport.isCrowded());
  }

  @Test
  void isASenderFromItsFirstTransferUntilAllIsSent() throws IOException {
    assertEquals(0, senders.count());
    transport.transfer(file, 0, 10);
    transport.transfer(file, 10, 10);
    assertEquals(1, senders.count());
    transport.sent();
    transport.sent();
    assertEquals(0, senders.count());
  }

  @Test
  void isASenderWhenTheSocketIsFull() throws IOException {
    transport.write(ByteBuffer.allocateDirect(10));
    assertEquals(0, senders.count());
    writeAll();
    assertEquals(1, senders.count());
    transport.close(true);
    assertEquals(0, senders.count());
  }
}
