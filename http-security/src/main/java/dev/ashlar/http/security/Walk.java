package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.Root;
import dev.ashlar.http.security.tree.TreeChangedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ClosedDirectoryStreamException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One walk from the root to a destination, name by name, none of which follows a link.
///
/// Where a link is met that may be followed, its real path is computed, which has to be below the
/// root; then the walk begins again at the root with that path's names, and again follows nothing.
/// So what was computed is only a hint: a tree that changes meanwhile can make the walk fail, but
/// cannot make it lead outside.
///
/// @param <T> what comes of it
record Walk<T>(Root root, LinkPolicy links, Destination<T> destination) {
  /// How often a walk begins again because the tree was changed under it.
  static final int MOST_CHANGES = 16;

  /// How many links are followed on one way, which is the kernel's own bound (path_resolution(7)).
  static final int MOST_LINKS = 40;

  private sealed interface Step<T> {
    record Arrived<T>(T value) implements Step<T> {}

    record MetLink<T>(int index) implements Step<T> {}
  }

  /// Walks until it arrives, or is certain not to.
  ///
  /// @throws IllegalArgumentException if a segment is not a plain name
  /// @throws ClosedDirectoryStreamException if the root is closed
  T follow(List<String> segments) throws IOException {
    segments.forEach(Walk::requireName);
    Optional<List<Path>> names = names(segments);
    if (names.isEmpty()) {
      return destination.absent(Lookup.Reason.NO_SUCH_ENTRY);
    }
    Optional<IOException> failure = Optional.empty();
    for (int changes = 0; changes <= MOST_CHANGES; changes++) {
      try {
        return followLinks(names.get());
      } catch (TreeChangedException e) {
        failure = e.failure();
      } catch (ClosedDirectoryStreamException e) {
        if (root.isClosed()) {
          throw e;
        }
        // Another thread has found the root replaced: begin again at the new one.
      } catch (NoSuchFileException e) {
        return destination.absent(Lookup.Reason.NO_SUCH_ENTRY);
      } catch (AccessDeniedException e) {
        return destination.absent(Lookup.Reason.NOT_READABLE);
      } catch (FileSystemException e) {
        if (root.saysNameTooLong(e)) {
          return destination.absent(Lookup.Reason.NO_SUCH_ENTRY);
        }
        throw e;
      }
    }
    if (failure.isPresent()) {
      throw failure.get();
    }
    return destination.absent(Lookup.Reason.CHANGING);
  }

  private static void requireName(String segment) {
    if (segment.isEmpty()
        || segment.equals(".")
        || segment.equals("..")
        || segment.indexOf('/') >= 0
        || segment.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A segment is a plain name: not empty, no dot segment, no slash, no NUL.");
    }
  }

  /// The segments as names of this file system; nothing if it cannot express one of them.
  private Optional<List<Path>> names(List<String> segments) {
    List<Path> names = new ArrayList<>(segments.size());
    for (String segment : segments) {
      try {
        Path name = root.path().getFileSystem().getPath(segment);
        // Elsewhere than on Unix there are other separators, and drives.
        if (name.getRoot() != null || name.getNameCount() != 1) {
          return Optional.empty();
        }
        names.add(name);
      } catch (InvalidPathException e) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }

  private T followLinks(List<Path> asked) throws IOException {
    List<Path> names = asked;
    int resolved = 0;
    for (int followed = 0; followed <= MOST_LINKS; followed++) {
      switch (walk(names)) {
        case Step.Arrived<T>(T value) -> {
          return value;
        }
        case Step.MetLink<T>(int index) -> {
          if (links == LinkPolicy.NONE) {
            return destination.absent(Lookup.Reason.LINK_REFUSED);
          }
          if (index < resolved) {
            throw new TreeChangedException("a real path got a link");
          }
          Optional<Path> target = realPath(names.subList(0, index + 1));
          if (target.isEmpty()) {
            return destination.absent(Lookup.Reason.LINK_BROKEN);
          }
          if (!target.get().startsWith(root.path())) {
            return destination.absent(Lookup.Reason.LINK_LEAVES);
          }
          List<Path> way = below(target.get());
          resolved = way.size();
          way.addAll(names.subList(index + 1, names.size()));
          names = way;
        }
      }
    }
    return destination.absent(Lookup.Reason.LINK_BROKEN);
  }

  /// Where these names really lead; nothing if nowhere. The kernel's reasons for that (no such
  /// file, not a folder, too many links) cannot be told apart and need not be.
  private Optional<Path> realPath(List<Path> names) throws IOException {
    Path path = root.path();
    for (Path name : names) {
      path = path.resolve(name);
    }
    try {
      return Optional.of(path.toRealPath());
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      return Optional.empty();
    }
  }

  private List<Path> below(Path target) {
    List<Path> names = new ArrayList<>();
    for (int i = root.path().getNameCount(); i < target.getNameCount(); i++) {
      names.add(target.getName(i));
    }
    return names;
  }

  private Step<T> walk(List<Path> names) throws IOException {
    OpenFolder here = root.folder();
    if (names.isEmpty()) {
      return new Step.Arrived<>(destination.arriveAtRoot(here));
    }
    // The root stays open; every other folder is closed when it is left.
    Closeable entered = () -> {};
    try {
      for (int i = 0; ; i++) {
        Path name = names.get(i);
        BasicFileAttributes seen = here.look(name);
        if (seen.isSymbolicLink()) {
          return new Step.MetLink<>(i);
        }
        if (i == names.size() - 1) {
          return new Step.Arrived<>(destination.arrive(here, name, seen));
        }
        if (!seen.isDirectory()) {
          return new Step.Arrived<>(destination.absent(Lookup.Reason.NO_SUCH_ENTRY));
        }
        here = here.openFolder(name);
        Closeable left = entered;
        entered = here;
        left.close();
      }
    } finally {
      entered.close();
    }
  }
}
