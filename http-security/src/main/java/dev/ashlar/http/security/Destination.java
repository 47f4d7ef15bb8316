package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What is done at the end of a walk.
///
/// @param <T> what comes of it
interface Destination<T> {
  /// The walk ended at an entry that is not a link.
  T arrive(OpenFolder parent, Path name, BasicFileAttributes seen) throws IOException;

  /// The walk had no names: it ended at the root.
  T arriveAtRoot(OpenFolder root) throws IOException;

  /// The walk did not get there.
  T absent(Lookup.Reason reason);
}
