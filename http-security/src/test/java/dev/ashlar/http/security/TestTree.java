package dev.ashlar.http.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Two folders side by side, of which one is to be served and the other is not.
///
/// @param root what is served
/// @param outside what nobody gets
public record TestTree(Path root, Path outside) {
  /// What stands in every file outside.
  public static final String SECRET = "nobody gets this";

  /// Makes both below a folder, and a file `secret` outside.
  public static TestTree in(Path folder) throws IOException {
    Path real = folder.toRealPath();
    TestTree tree = new TestTree(real.resolve("root"), real.resolve("outside"));
    Files.createDirectory(tree.root);
    Files.createDirectory(tree.outside);
    Files.writeString(tree.outside.resolve("secret"), SECRET);
    return tree;
  }

  /// A file below the root, with the folders above it.
  public Path file(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  public Path folder(String path) throws IOException {
    return Files.createDirectories(root.resolve(path));
  }

  /// A link below the root, to a target that need not be there.
  public Path link(String path, String target) throws IOException {
    Path link = root.resolve(path);
    Files.createDirectories(link.getParent());
    return Files.createSymbolicLink(link, Path.of(target));
  }

  public Path fifo(String path) throws IOException, InterruptedException {
    run("mkfifo", root.resolve(path).toString());
    return root.resolve(path);
  }

  /// A socket that nobody listens on any more.
  public Path socket(String path) throws IOException {
    // The address of a socket has room for some 100 octets: it is made in a short place, and moved.
    Path near = Files.createTempDirectory("s");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(near.resolve("s")));
      Files.move(near.resolve("s"), root.resolve(path));
    } finally {
      Files.delete(near);
    }
    return root.resolve(path);
  }

  /// Takes every permission from a file or folder. The test is skipped for a user to whom that
  /// makes no difference.
  public static void forbid(Path path) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(path), "this user may read everything");
  }

  /// Runs a command of the system and waits for its end.
  public static void run(String... command) throws IOException, InterruptedException {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }

  public static List<String> segments(String path) {
    return path.isEmpty() ? List.of() : List.of(path.split("/"));
  }

  /// The content of an open file, which is then closed.
  public static String read(Lookup.OpenFile file) throws IOException {
    try (file) {
      ByteBuffer buffer = ByteBuffer.allocate(100_000);
      while (file.channel().read(buffer) > 0) {}
      return new String(
          buffer.array(), 0, buffer.position(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  /// The content of the file that a path leads to.
  static String content(ConfinedDirectory directory, String path) throws IOException {
    return read(assertInstanceOf(Lookup.OpenFile.class, directory.lookup(segments(path)), path));
  }

  static void assertAbsent(Lookup.Reason reason, ConfinedDirectory directory, String path)
      throws IOException {
    assertEquals(new Lookup.Absent(reason), directory.lookup(segments(path)), path);
    assertEquals(Optional.empty(), directory.stamp(segments(path)), path);
  }

  /// How many descriptors this process has open, without those of the kernel's own file systems:
  /// the virtual machine reads its limits there whenever it likes.
  public static long descriptors() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.map(TestTree::target).filter(TestTree::isOfATest).count();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException e) {
      return "/proc/ (just closed)";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isOfATest(String target) {
    return !target.startsWith("/proc/") && !target.startsWith("/sys/");
  }
}
