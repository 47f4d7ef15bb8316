package dev.ashlar.http.server.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/// Bytes as they are, over a non-blocking socket.
final class PlainTransport implements Transport {
  /// What the kernel takes for a client while there are many; it doubles that, and counts its own
  /// overhead. In bytes.
  static final int NARROW_BUFFER = 64 << 10;

  private final SocketChannel channel;
  private final Senders senders;
  private boolean hasWritten;
  private boolean prompt;
  private boolean confirming;
  private boolean sending;
  private boolean narrow;

  /// @param senders to be counted among
  PlainTransport(SocketChannel channel, Senders senders) {
    this.channel = channel;
    this.senders = senders;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    startWriting();
    if (sending) {
      narrow();
    }
    int written = channel.write(source);
    if (source.hasRemaining()) {
      startSending();
    }
    return written;
  }

  @Override
  public long transfer(FileChannel file, long position, long count) throws IOException {
    startWriting();
    startSending();
    narrow();
    try {
      return file.transferTo(position, count, channel);
    } catch (IOException failure) {
      if (isReadable(file, position)) {
        throw failure;
      }
      throw new UncheckedIOException(failure);
    }
  }

  private static boolean isReadable(FileChannel file, long position) {
    try {
      return file.read(ByteBuffer.allocate(1), position) >= 0 || file.size() <= position;
    } catch (IOException failure) {
      return false;
    }
  }

  private void startWriting() {
    if (hasWritten) {
      writePromptly();
    }
    hasWritten = true;
    confirming = false;
  }

  /// The kernel confirms at once until it has seen requests and responses take turns, and does so
  /// again from here until the next response.
  @Override
  public void confirm() {
    if (hasWritten && !confirming) {
      confirming = true;
      if (channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK)) {
        turnOn(ExtendedSocketOptions.TCP_QUICKACK);
      }
    }
  }

  @Override
  public boolean isCrowded() {
    return senders.many();
  }

  @Override
  public void writePromptly() {
    if (!prompt) {
      prompt = true;
      turnOn(StandardSocketOptions.TCP_NODELAY);
    }
  }

  private void turnOn(SocketOption<Boolean> option) {
    try {
      channel.setOption(option, true);
    } catch (IOException goneAlready) {
      // Then reading or writing will say so.
    }
  }

  private void startSending() {
    if (!sending) {
      sending = true;
      senders.joined();
    }
  }

  /// For good: the kernel's own tuning ends with it, and what it has taken already it keeps.
  private void narrow() throws IOException {
    if (!narrow && senders.many()) {
      narrow = true;
      channel.setOption(StandardSocketOptions.SO_SNDBUF, NARROW_BUFFER);
    }
  }

  @Override
  public void sent() {
    if (sending) {
      sending = false;
      senders.left();
    }
  }

  @Override
  public int readInterest() {
    return SelectionKey.OP_READ;
  }

  @Override
  public int writeInterest() {
    return SelectionKey.OP_WRITE;
  }

  @Override
  public void shutdownOutput() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void close(boolean cutShort) throws IOException {
    sent();
    try {
      if (cutShort) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException goneAlready) {
      // Then there is nobody who could be misled.
    }
    channel.close();
  }
}
