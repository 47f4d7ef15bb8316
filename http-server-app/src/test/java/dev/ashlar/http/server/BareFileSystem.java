package dev.ashlar.http.server;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.Set;

/// A file system for tests, with [DisguisedPath]s, that is always open and supports nothing but
/// what a test adds.
public abstract class BareFileSystem extends FileSystem {
  /// A path of this file system.
  ///
  /// @param path what it looks like
  public final Path path(Path path) {
    return new DisguisedPath(this, path);
  }

  @Override
  public final Path getPath(String first, String... more) {
    return path(Path.of(first, more));
  }

  @Override
  public final String getSeparator() {
    return "/";
  }

  @Override
  public final boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public final void close() {}

  @Override
  public final Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public final Iterable<Path> getRootDirectories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final Iterable<FileStore> getFileStores() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final PathMatcher getPathMatcher(String syntaxAndPattern) {
    throw new UnsupportedOperationException();
  }

  @Override
  public final UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException();
  }

  @Override
  public final WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
