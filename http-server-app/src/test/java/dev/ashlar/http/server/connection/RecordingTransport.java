package dev.ashlar.http.server.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// A transport that gives what it has been given, and takes everything, or so much and then
/// nothing. It notes each call that sends something, and how many bytes each write was for.
final class RecordingTransport implements Transport {
  final List<String> calls = new ArrayList<>();
  final Deque<Integer> offered = new ArrayDeque<>();
  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  long room = Long.MAX_VALUE;

  /// What can be read, as much at a time as there is room for.
  ByteBuffer arriving = ByteBuffer.allocate(0);

  /// Whether reading fails.
  boolean broken;

  boolean crowded;

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (broken) {
      throw new IOException("broken");
    }
    int count = Math.min(target.remaining(), arriving.remaining());
    target.put(arriving.slice(arriving.position(), count));
    arriving.position(arriving.position() + count);
    return count;
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
  public void confirm() {
    calls.add("confirm");
  }

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
