package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.BareFileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A disk in memory that keeps, after a crash, only what was flushed, and of the rest whatever it
/// likes: the harshest that POSIX allows, but that a rename is atomic.
///
/// - Content is durable after the file was flushed. Of what was written since, any part may be
///   lost, in any order, and a write may be torn.
/// - An entry of a folder (made, renamed, deleted) is durable after that folder was flushed, not
///   when the file was. Changes of different names may survive a crash independently of their
///   order.
/// - When a flush fails, what it was about is never written, or has been written all the same; and
///   the next flush says that all is well. When the power fails meanwhile, any part of it is
///   written.
///
/// Operations that change something are counted, and at any count the power may fail, or one
/// operation or several, or the disk be full. Safe for all threads.
final class ForgetfulDisk extends BareFileSystem {
  /// A file or a folder.
  static final class Node {
    final boolean folder;
    FileTime modified = FileTime.fromMillis(0);
    boolean locked;
    byte[] content = new byte[0];
    byte[] durableContent = new byte[0];
    final List<Write> pendingWrites = new ArrayList<>();
    final Map<String, Node> entries = new TreeMap<>();

    Node(boolean folder) {
      this.folder = folder;
    }
  }

  /// Bytes that were written, or with no bytes, a new length.
  static final class Write {
    private final long position;
    private final byte @Nullable [] bytes;

    Write(long position, byte @Nullable [] bytes) {
      this.position = position;
      this.bytes = bytes;
    }

    int length() {
      return bytes == null ? 0 : bytes.length;
    }

    byte[] applyTo(byte[] content) {
      if (bytes == null) {
        return Arrays.copyOf(content, (int) position);
      }
      int end = (int) position + bytes.length;
      byte[] result = end > content.length ? Arrays.copyOf(content, end) : content.clone();
      System.arraycopy(bytes, 0, result, (int) position, bytes.length);
      return result;
    }
  }

  /// A change of one or two folders that is not durable yet; the last of them has the new name.
  record Change(List<Node> folders, Runnable apply) {}

  private final ForgetfulProvider provider = new ForgetfulProvider(this);
  final Node root;
  private final List<Change> pendingChanges = new ArrayList<>();

  /// The folders as they are on the disk: by the folder, its durable entries.
  private final IdentityHashMap<Node, Map<String, Node>> durable = new IdentityHashMap<>();

  private int operations;
  private int powerFailsAt = Integer.MAX_VALUE;
  private int failsFrom = Integer.MAX_VALUE;
  private int worksAgainAt = Integer.MAX_VALUE;
  private boolean writesWhenFlushFails;
  private @Nullable Path unreadable;
  private @Nullable String awaited;
  private Runnable other = () -> {};
  private long free = Long.MAX_VALUE / 4;
  private final List<String> trace = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  ForgetfulDisk() {
    this(new Node(true));
  }

  private ForgetfulDisk(Node root) {
    this.root = root;
    makeDurable(root);
  }

  private void makeDurable(Node folder) {
    durable.put(folder, new TreeMap<>(folder.entries));
    folder.entries.values().stream().filter(node -> node.folder).forEach(this::makeDurable);
  }

  /// A path on this disk.
  Path path(String name) {
    return getPath(name);
  }

  /// How many operations there were.
  synchronized int operations() {
    return operations;
  }

  /// What the operations were.
  synchronized List<String> trace() {
    return List.copyOf(trace);
  }

  /// Which operations failed, for messages.
  synchronized String failures() {
    return failures.isEmpty()
        ? "no operation failed"
        : failures.size() + " operations failed, the first of them " + failures.getFirst();
  }

  /// From that operation on, none works.
  synchronized void failPowerAt(int operation) {
    powerFailsAt = operation;
  }

  /// That operation fails, and no other.
  ///
  /// @param written whether, if it is a flush, the content is on the disk nevertheless
  synchronized void failOnceAt(int operation, boolean written) {
    failFor(1, operation, written);
  }

  /// So many operations fail, one after the other, and then the disk works again.
  ///
  /// @param from the first of them
  /// @param written whether, if one is a flush, the content is on the disk nevertheless
  synchronized void failFor(int many, int from, boolean written) {
    failsFrom = from;
    worksAgainAt = from + many;
    writesWhenFlushFails = written;
  }

  /// It works again, as it is: the server was killed, and the system has forgotten nothing yet.
  synchronized void workAgain() {
    powerFailsAt = Integer.MAX_VALUE;
    failsFrom = Integer.MAX_VALUE;
  }

  /// The entries of that folder cannot be read, or that file not be looked at.
  ///
  /// @param path null if there is none any more
  synchronized void makeUnreadable(@Nullable Path path) {
    unreadable = path;
  }

  synchronized boolean isReadable(Path path) {
    return !path.equals(unreadable);
  }

  /// It has written a file or a folder by itself, which failed, and then has forgotten what it
  /// could not write: a flush succeeds, and what is read is what the disk has.
  synchronized void forget(Path path) throws IOException {
    Node node = provider.get(path);
    node.pendingWrites.clear();
    node.content = node.durableContent;
    if (node.folder) {
      settle(change -> change.folders().getLast() == node, false);
      node.entries.clear();
      node.entries.putAll(durableEntries(node));
    }
  }

  /// Somebody else does something just before an operation, once.
  synchronized void before(String operation, Runnable action) {
    awaited = operation;
    other = action;
  }

  /// How many bytes can still be written.
  synchronized void setFree(long bytes) {
    free = bytes;
  }

  synchronized long free() {
    return free;
  }

  /// Counts an operation, and fails if that is its lot.
  void count(String operation) throws IOException {
    if (operation.equals(awaited)) {
      awaited = null;
      other.run();
    }
    operations++;
    trace.add(operations + " " + operation);
    if (operations >= powerFailsAt) {
      throw failure("the power is off");
    }
    if (operations >= failsFrom && operations < worksAgainAt) {
      throw failure("a failure of " + operation);
    }
  }

  private IOException failure(String message) {
    failures.add(trace.getLast());
    return new IOException(message);
  }

  synchronized void take(long bytes) throws IOException {
    if (bytes > free) {
      throw new IOException("No space left on device");
    }
    free -= bytes;
  }

  synchronized void give(long bytes) {
    free += bytes;
  }

  synchronized void write(Node file, Write write, String name) throws IOException {
    count("write " + name);
    take(write.length());
    file.content = write.applyTo(file.content);
    file.pendingWrites.add(write);
  }

  synchronized void flushFile(Node file, String name) throws IOException {
    try {
      count("flush " + name);
    } catch (IOException e) {
      if (operations >= powerFailsAt) {
        throw e;
      }
      if (writesWhenFlushFails) {
        writeAll(file);
      }
      file.pendingWrites.clear();
      throw e;
    }
    writeAll(file);
  }

  private static void writeAll(Node file) {
    for (Write write : file.pendingWrites) {
      file.durableContent = write.applyTo(file.durableContent);
    }
    file.pendingWrites.clear();
  }

  /// If this fails, the folder's new names are never written, as content is not. A name that was
  /// moved away from it still is, when the folder that has it now is flushed.
  synchronized void flushFolder(Node folder, String name) throws IOException {
    try {
      count("flush " + name);
    } catch (IOException e) {
      if (operations < powerFailsAt) {
        settle(change -> change.folders().getLast() == folder, writesWhenFlushFails);
      }
      throw e;
    }
    settle(change -> change.folders().contains(folder), true);
  }

  private void settle(Predicate<Change> which, boolean written) {
    for (Change change : pendingChanges.stream().filter(which).toList()) {
      if (written) {
        change.apply().run();
      }
      pendingChanges.remove(change);
    }
  }

  synchronized void link(Node folder, String name, Node node) {
    folder.entries.put(name, node);
    change(List.of(folder), () -> durableEntries(folder).put(name, node));
  }

  synchronized void unlink(Node folder, String name) {
    Node node = folder.entries.remove(name);
    change(List.of(folder), () -> durableEntries(folder).remove(name, node));
  }

  synchronized void rename(Node from, String name, Node to, String newName) {
    Node node = from.entries.remove(name);
    to.entries.put(newName, node);
    change(
        List.of(from, to),
        () -> {
          durableEntries(from).remove(name, node);
          durableEntries(to).put(newName, node);
        });
  }

  private void change(List<Node> folders, Runnable apply) {
    pendingChanges.add(new Change(folders, apply));
  }

  private Map<String, Node> durableEntries(Node folder) {
    return durable.computeIfAbsent(folder, any -> new TreeMap<>());
  }

  /// What a crash may do to what was not flushed.
  enum Crash {
    /// All of it is lost.
    LOSES_ALL,
    /// Nothing is lost: only the process died.
    LOSES_NOTHING,
    /// Entries survive, and content does not: files that were published before they were flushed.
    LOSES_CONTENT,
    /// Anything may happen.
    LOSES_SOMETHING
  }

  /// The disk as the system finds it after a crash. This one must not be used any more.
  synchronized ForgetfulDisk crash(Crash crash, Random random) {
    for (Change change : pendingChanges) {
      if (survives(crash != Crash.LOSES_ALL, crash, random)) {
        change.apply().run();
      }
    }
    Node copy = new Node(true);
    copy(root, copy, crash, random);
    return new ForgetfulDisk(copy);
  }

  private static boolean survives(boolean otherwise, Crash crash, Random random) {
    return crash == Crash.LOSES_SOMETHING ? random.nextBoolean() : otherwise;
  }

  private void copy(Node from, Node to, Crash crash, Random random) {
    durableEntries(from)
        .forEach((name, node) -> {
          Node copy = new Node(node.folder);
          copy.modified = node.modified;
          if (node.folder) {
            copy(node, copy, crash, random);
          } else {
            copy.content = contentAfter(node, crash, random);
            copy.durableContent = copy.content;
          }
          to.entries.put(name, copy);
        });
  }

  private static byte[] contentAfter(Node file, Crash crash, Random random) {
    if (crash == Crash.LOSES_NOTHING) {
      return file.content;
    }
    byte[] content = file.durableContent;
    for (Write write : file.pendingWrites) {
      if (survives(false, crash, random)) {
        content = torn(write, random).applyTo(content);
      }
    }
    return content;
  }

  private static Write torn(Write write, Random random) {
    byte[] bytes = write.bytes;
    return bytes == null || random.nextBoolean()
        ? write
        : new Write(write.position, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }
}
