package dev.ashlar.http.server.connection;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/// Bytes as they are, over a non-blocking socket.
record PlainTransport(SocketChannel channel) implements Transport {
  @Override
  public int read(ByteBuffer target) throws IOException {
    return channel.read(target);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return channel.write(source);
  }

  @Override
  public long transfer(FileChannel file, long position, long count) throws IOException {
    return file.transferTo(position, count, channel);
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
