package dev.ashlar.http.server.files;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.Lookup;
import dev.ashlar.http.security.PathVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Finds what a path names: a file, or the index of a folder.
///
/// Safe for use by several threads; each call blocks on the file system.
///
/// @param directory what is served
/// @param loader loads what is found
/// @param listing whether a folder without an index is something
record FileFinder(ConfinedDirectory directory, FileLoader loader, boolean listing) {
  static final String INDEX = "index.html";

  /// Finds it.
  ///
  /// @param gzip whether the client would rather have it compressed
  /// @throws FileChangedException if what is there changes so often that no state of it can be had
  Finding find(PathVerdict.Allowed path, boolean gzip) throws IOException {
    return path.folder() ? findIndex(path.segments(), gzip) : findFile(path.segments(), gzip);
  }

  private Finding findFile(List<String> segments, boolean gzip) throws IOException {
    return switch (lookUp(segments)) {
      case Lookup.OpenFile file -> new Finding.File(loader.load(segments, file, gzip));
      case Lookup.Folder folder -> withoutSlash(segments);
      case Lookup.Absent(Lookup.Reason reason) -> new Finding.Nothing(reason);
    };
  }

  /// Something that keeps changing does exist: the client should try again, and not be told that
  /// there is nothing.
  private Lookup lookUp(List<String> segments) throws IOException {
    Lookup found = directory.lookup(segments);
    if (found instanceof Lookup.Absent(Lookup.Reason reason) && reason == Lookup.Reason.CHANGING) {
      throw new FileChangedException(String.join("/", segments));
    }
    return found;
  }

  /// A folder that has nothing to show is not there, with a slash or without.
  private Finding withoutSlash(List<String> segments) throws IOException {
    return listing || directory.stamp(index(segments)).isPresent()
        ? new Finding.FolderWithoutSlash()
        : new Finding.Nothing(Lookup.Reason.NO_SUCH_ENTRY);
  }

  private Finding findIndex(List<String> folder, boolean gzip) throws IOException {
    List<String> index = index(folder);
    return switch (lookUp(index)) {
      case Lookup.OpenFile file -> new Finding.File(loader.load(index, file, gzip));
      case Lookup.Folder strange -> unindexed(folder, Lookup.Reason.NO_SUCH_ENTRY);
      case Lookup.Absent(Lookup.Reason reason) -> unindexed(folder, reason);
    };
  }

  private Finding unindexed(List<String> folder, Lookup.Reason reason) {
    return listing ? new Finding.Unindexed(folder, reason) : new Finding.Nothing(reason);
  }

  private static List<String> index(List<String> folder) {
    List<String> index = new ArrayList<>(folder);
    index.add(INDEX);
    return List.copyOf(index);
  }
}
