package dev.ashlar.benchmarks.files.peers;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/// [BareLoop] without Java's channels: the kernel is called by `java.lang.foreign`, in the way that
/// costs least (`critical`, no look at `errno`). For Linux on x86-64. It shows what those channels
/// take for themselves, and so what a server in Java could have at most if it did without.
///
/// It is no way to write a server: it takes any failure for the end of a connection.
final class NativeLoop {
  private static final int SOCKET_STREAM_NONBLOCKING = 1 | 2048;
  private static final int INTERNET = 2;
  private static final int ADD = 1;
  private static final int READABLE = 1;
  private static final int NO_SIGNAL = 0x4000;

  /// `struct epoll_event`, which is packed on x86-64: what is ready, and the descriptor.
  private static final long EVENT = 12;

  private static final long EVENT_DESCRIPTOR = 4;
  private static final int MOST_EVENTS = 512;

  private static final long BUFFER = 4096;

  /// Of `recv` and `send`: a descriptor, a buffer, its length, and flags; how much was moved.
  private static final FunctionDescriptor MOVING =
      FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  private static final MethodHandle SOCKET = call("socket", types(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle SET_OPTION =
      call("setsockopt", types(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle BIND = call("bind", types(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle LISTEN = call("listen", types(JAVA_INT, JAVA_INT));
  private static final MethodHandle ACCEPT =
      call("accept4", types(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
  private static final MethodHandle CLOSE = call("close", types(JAVA_INT));
  private static final MethodHandle EPOLL = call("epoll_create1", types(JAVA_INT));
  private static final MethodHandle EPOLL_CONTROL =
      call("epoll_ctl", types(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle EPOLL_WAIT =
      call("epoll_wait", types(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle RECEIVE = call("recv", MOVING, Linker.Option.critical(false));
  private static final MethodHandle SEND = call("send", MOVING, Linker.Option.critical(false));

  private final Arena arena = Arena.global();
  private final MemorySegment small;
  private final MemorySegment larger;
  private final MemorySegment received = arena.allocate(BUFFER, 64);
  private final MemorySegment events = arena.allocate(EVENT * MOST_EVENTS, 8);
  private final MemorySegment event = arena.allocate(EVENT, 8);
  private final MemorySegment on = arena.allocateFrom(JAVA_INT, 1);
  private int epoll;
  private int listener;

  private NativeLoop(Path folder) throws IOException {
    small = MemorySegment.ofBuffer(BareLoop.response(folder.resolve("1k.bin")));
    larger = MemorySegment.ofBuffer(BareLoop.response(folder.resolve("10k.bin")));
  }

  /// Of a function that gives an `int`.
  private static FunctionDescriptor types(MemoryLayout... parameters) {
    return FunctionDescriptor.of(JAVA_INT, parameters);
  }

  private static MethodHandle call(
      String function, FunctionDescriptor types, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(function), types, options);
  }

  /// @param arguments the folder, the port, and a name for a log, which is not written
  public static void main(String[] arguments) throws Throwable {
    NativeLoop loop = new NativeLoop(Path.of(arguments[0]));
    loop.listen(Short.reverseBytes((short) Integer.parseInt(arguments[1])));
    while (true) {
      loop.round();
    }
  }

  /// @param port in the network's order of bytes
  private void listen(short port) throws Throwable {
    listener = done((int) SOCKET.invokeExact(INTERNET, SOCKET_STREAM_NONBLOCKING, 0));
    MemorySegment loopback = arena.allocate(16, 8);
    loopback.set(JAVA_SHORT, 0, (short) INTERNET);
    loopback.set(JAVA_SHORT, 2, port);
    loopback.asSlice(4).copyFrom(MemorySegment.ofArray(new byte[] {127, 0, 0, 1}));
    done((int) BIND.invokeExact(listener, loopback, 16));
    done((int) LISTEN.invokeExact(listener, 1024));
    epoll = done((int) EPOLL.invokeExact(0));
    await(listener);
  }

  private static int done(int result) throws IOException {
    if (result < 0) {
      throw new IOException("a system call failed");
    }
    return result;
  }

  private void await(int descriptor) throws Throwable {
    event.set(JAVA_INT, 0, READABLE);
    event.set(JAVA_INT, EVENT_DESCRIPTOR, descriptor);
    done((int) EPOLL_CONTROL.invokeExact(epoll, ADD, descriptor, event));
  }

  private void round() throws Throwable {
    int count = done((int) EPOLL_WAIT.invokeExact(epoll, events, MOST_EVENTS, -1));
    for (int i = 0; i < count; i++) {
      int descriptor = events.get(JAVA_INT, EVENT * i + EVENT_DESCRIPTOR);
      if (descriptor == listener) {
        accept();
      } else if (!isAnswered(descriptor)) {
        done((int) CLOSE.invokeExact(descriptor));
      }
    }
  }

  private void accept() throws Throwable {
    MemorySegment nowhere = MemorySegment.NULL;
    int client = (int) ACCEPT.invokeExact(listener, nowhere, nowhere, SOCKET_STREAM_NONBLOCKING - 1);
    if (client >= 0) {
      int tcp = 6;
      int noDelay = 1;
      done((int) SET_OPTION.invokeExact(client, tcp, noDelay, on, Integer.BYTES));
      await(client);
    }
  }

  private boolean isAnswered(int client) throws Throwable {
    if ((long) RECEIVE.invokeExact(client, received, BUFFER, 0) <= 0) {
      return false;
    }
    MemorySegment response = received.get(JAVA_BYTE, BareLoop.DIFFERS) == 'k' ? small : larger;
    long length = response.byteSize();
    return (long) SEND.invokeExact(client, response, length, NO_SIGNAL) == length;
  }
}
