package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.Root;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/// A folder that cannot be left: files below it are found name by name, so that no symbolic link,
/// and no change of the tree between check and open, leads outside.
///
/// ```java
/// try (ConfinedDirectory site = ConfinedDirectory.open(folder, LinkPolicy.INSIDE)) {
///   switch (site.lookup(segments)) {
///     case Lookup.OpenFile file -> sendAndClose(file);
///     case Lookup.Folder found -> redirectOrList();
///     case Lookup.Absent(Lookup.Reason reason) -> refuse(404, "Not found.");
///   }
/// }
/// ```
///
/// ## What holds
///
/// On Linux and other systems with [java.nio.file.SecureDirectoryStream]:
///
/// - Each folder on the way is held open while the next name is opened below it, and each is proved
///   to stand below the one before without a link. What is opened is reached from the root by
///   folders alone.
/// - A file is opened without following a link, and looked at before and after. If it was replaced
///   or changed in between, the walk begins again, up to 16 times.
/// - FIFOs, sockets and devices are not opened.
/// - Nothing stays open but the root and the file that is returned. A call needs up to four
///   descriptors meanwhile, and [#list] up to six, of which four see where a link leads; however
///   deep it goes. Where there are none it throws: what is there is never taken for absent.
/// - The path of the root is resolved once. If another folder takes that path later, it is served
///   from then on; if nothing stands there, everything is absent until something does.
///
/// ## What does not
///
/// - A regular file that is replaced by a FIFO between look and open blocks the thread until
///   somebody writes to it, and one replaced by a device is opened: the JDK has no non-blocking
///   open. Whoever can do that can write below the root.
/// - A file that is replaced for the moment of opening, and put back, comes with the stamp of the
///   other. Both are inside.
/// - A folder that is moved out of the root while it is held is read where it is now.
/// - Hard links and mounts are inside by definition. So is whatever a link to the inside leads to,
///   hidden names included.
/// - Content can change after opening, as with any open file.
/// - A folder has to be readable and not only searchable (`r-x`, not `--x`), since it is opened.
///
/// Elsewhere each entry's real path is compared after opening. A folder on the way that is replaced
/// by a link before the opening, and put back before the comparison, leads outside unnoticed.
///
/// Any thread may call it. Every call may block on the file system. Interrupting a thread that is
/// in one may close the file that it opens, no more.
public final class ConfinedDirectory implements Closeable {
  private final Root root;
  private final LinkPolicy links;

  private ConfinedDirectory(Root root, LinkPolicy links) {
    this.root = root;
    this.links = links;
  }

  /// Opens a folder. Its path is resolved now, links and all, and not again.
  ///
  /// @throws java.nio.file.NoSuchFileException if there is nothing
  /// @throws java.nio.file.NotDirectoryException if it is not a folder
  /// @throws java.nio.file.AccessDeniedException if it may not be read
  /// @throws IOException if the file system fails otherwise
  public static ConfinedDirectory open(Path root, LinkPolicy links) throws IOException {
    Objects.requireNonNull(links, "links");
    return new ConfinedDirectory(Root.open(root, true), links);
  }

  /// As if the file system had no [java.nio.file.SecureDirectoryStream].
  static ConfinedDirectory openChecked(Path root, LinkPolicy links) throws IOException {
    return new ConfinedDirectory(Root.open(root, false), links);
  }

  /// Finds what has this path, and opens it if it is a regular file.
  ///
  /// @param segments plain names from the root down, as [PathVerdict.Allowed] has them; none is the
  ///   root itself
  /// @throws IllegalArgumentException if a segment is empty, a dot segment, or has a slash or NUL
  /// @throws java.nio.file.ClosedDirectoryStreamException if this is closed
  /// @throws IOException if the file system fails, for want of descriptors for one
  public Lookup lookup(List<String> segments) throws IOException {
    return walk(segments, new OpenDestination());
  }

  /// Finds the stamp of the regular file or folder with this path, as [#lookup] would, without
  /// opening it: equal to an earlier stamp as long as what was cached with that still holds. There
  /// is none for a file that may not be read, or may not be read any more.
  ///
  /// @param segments plain names from the root down
  /// @throws IllegalArgumentException if a segment is empty, a dot segment, or has a slash or NUL
  /// @throws java.nio.file.ClosedDirectoryStreamException if this is closed
  /// @throws IOException if the file system fails
  public Optional<FileStamp> stamp(List<String> segments) throws IOException {
    BasicFileAttributes seen = walk(segments, new LookDestination()).orElse(null);
    return seen != null && (seen.isDirectory() || mayRead(segments))
        ? Optional.of(FileStamp.of(seen))
        : Optional.empty();
  }

  /// Asks the system by the whole path, which can be another file's by now. That opens nothing, and
  /// no answer lets anything be read that was not.
  ///
  /// It says no also of a path that is longer than it takes, and of a file that a user who is not
  /// root may read by a capability alone. So what it does not permit is tried.
  private boolean mayRead(List<String> segments) throws IOException {
    Path path = root.path();
    for (String segment : segments) {
      path = path.resolve(segment);
    }
    return Files.isReadable(path) || opens(segments);
  }

  private boolean opens(List<String> segments) throws IOException {
    if (lookup(segments) instanceof Lookup.OpenFile file) {
      file.close();
      return true;
    }
    return false;
  }

  /// Reads a folder, one entry at a time, in the file system's order. Nothing is left out, neither
  /// hidden names nor what a lookup would not open; `.` and `..` are no entries. An entry that is
  /// gone again when it is looked at is handed over as [FolderEntry.Kind#OTHER], as is one that may
  /// not be looked at; if looking fails otherwise, for want of descriptors for one, this throws.
  ///
  /// @param segments plain names from the root down; none is the root itself
  /// @param limit the most entries to hand over, 0 or more
  /// @param consumer takes each entry, once, while the folder is open; what it throws ends the
  ///   listing and is thrown on
  /// @throws IllegalArgumentException if the limit is negative, or a segment is empty, a dot
  ///   segment, or has a slash or NUL
  /// @throws java.nio.file.ClosedDirectoryStreamException if this is closed
  /// @throws IOException if the file system fails; some entries may have been handed over
  public Listing list(List<String> segments, int limit, Consumer<? super FolderEntry> consumer)
      throws IOException {
    if (limit < 0) {
      throw new IllegalArgumentException("A limit is not negative: " + limit);
    }
    FolderReader reader = new FolderReader(root, name -> look(segments, name), limit, consumer);
    return walk(segments, new ListDestination(reader)).read();
  }

  private Optional<BasicFileAttributes> look(List<String> folder, String name) throws IOException {
    List<String> segments = new ArrayList<>(folder);
    segments.add(name);
    return walk(segments, new LookDestination());
  }

  private <T> T walk(List<String> segments, Destination<T> destination) throws IOException {
    return new Walk<>(root, links, destination).follow(segments);
  }

  /// Closes the root. Files that were opened stay open. A call in another thread finishes, or
  /// throws [java.nio.file.ClosedDirectoryStreamException].
  @Override
  public void close() throws IOException {
    root.close();
  }
}
