package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/// Looks at what stands at the end of a walk, and opens nothing there.
record LookDestination() implements Destination<Optional<BasicFileAttributes>> {

  @Override
  public Optional<BasicFileAttributes> arrive(
      OpenFolder parent, Path name, BasicFileAttributes seen) {
    return seen.isDirectory() || seen.isRegularFile() ? Optional.of(seen) : Optional.empty();
  }

  @Override
  public Optional<BasicFileAttributes> arriveAtRoot(OpenFolder root) throws IOException {
    return Optional.of(root.attributes());
  }

  @Override
  public Optional<BasicFileAttributes> absent(Lookup.Reason reason) {
    return Optional.empty();
  }
}
