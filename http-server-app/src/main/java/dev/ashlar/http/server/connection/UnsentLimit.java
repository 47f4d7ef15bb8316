package dev.ashlar.http.server.connection;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bounds what the kernel takes over for clients that do not read it.
///
/// Left alone, Linux takes megabytes for each connection, and some thousand clients that ask for a
/// large file and read nothing fill the memory that it has for TCP. From then on it drops what
/// arrives for anybody, and whoever is hit waits for a retransmission. `TCP_NOTSENT_LOWAT` bounds
/// what is taken over beyond what is on its way to the client, so fast clients and long lines lose
/// nothing by it.
///
/// The JDK has no name for this option. It is set by a native call on the listening socket, from
/// which connections inherit it.
final class UnsentLimit {
  /// What a connection may have that is not on its way yet: enough for a line of a gigabit a second
  /// until a worker brings more.
  static final int BYTES = 64 << 10;

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  // As Linux numbers them on every processor that the JDK runs on.
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NOTSENT_LOWAT = 25;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  /// Of the largest address that there is, `sockaddr_storage`, and where it has its port.
  private static final int ADDRESS_BYTES = 128;

  private static final int PORT_OFFSET = 2;
  private static final ValueLayout.OfShort NETWORK_ORDER =
      JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final MethodHandle getsockname;
  private final MethodHandle setsockopt;

  private UnsentLimit() {
    getsockname =
        function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    setsockopt =
        function(
            "setsockopt",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  }

  @SuppressWarnings("restricted") // Only called where it is allowed.
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }

  /// Sets the limit for those sockets of this process that have a local port: one that listens, and
  /// what it has accepted. Does nothing where the system is not Linux, or native calls are not
  /// allowed (`--enable-native-access=dev.ashlar.http.server`).
  ///
  /// @return how many sockets have the limit now
  static int set(int port) {
    if (!isPossible()) {
      return 0;
    }
    UnsentLimit limit = new UnsentLimit();
    int sockets = 0;
    try (Arena arena = Arena.ofConfined();
        DirectoryStream<Path> descriptors = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path descriptor : descriptors) {
        int number = Integer.parseInt(descriptor.getFileName().toString());
        if (limit.portOf(number, arena) == port && limit.set(number, arena)) {
          sockets++;
        }
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // A process that may not look at its own descriptors lives without the limit.
    }
    return sockets;
  }

  /// Asked for first, because the JVM warns of calls that it was not told to allow.
  static boolean isPossible() {
    return UnsentLimit.class.getModule().isNativeAccessEnabled() && Files.isDirectory(DESCRIPTORS);
  }

  /// The local port of a socket, or -1 if the descriptor is something else, or nothing any more.
  private int portOf(int descriptor, Arena arena) {
    MemorySegment address = arena.allocate(ADDRESS_BYTES);
    MemorySegment length = arena.allocateFrom(JAVA_INT, ADDRESS_BYTES);
    int result;
    try {
      result = (int) getsockname.invokeExact(descriptor, address, length);
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
    int family = address.get(JAVA_SHORT_UNALIGNED, 0);
    return result == 0 && (family == AF_INET || family == AF_INET6)
        ? Short.toUnsignedInt(address.get(NETWORK_ORDER, PORT_OFFSET))
        : -1;
  }

  private boolean set(int descriptor, Arena arena) {
    MemorySegment value = arena.allocateFrom(JAVA_INT, BYTES);
    try {
      return (int)
              setsockopt.invokeExact(
                  descriptor, IPPROTO_TCP, TCP_NOTSENT_LOWAT, value, (int) value.byteSize())
          == 0;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible);
    }
  }
}
