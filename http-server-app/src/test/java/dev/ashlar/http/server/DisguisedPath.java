package dev.ashlar.http.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/// A path of a file system for tests: a path of this machine in disguise.
///
/// @param disguise the file system that it claims to be of
/// @param path what it looks like
public record DisguisedPath(FileSystem disguise, Path path) implements Path {
  private DisguisedPath wrap(Path other) {
    return new DisguisedPath(disguise, other);
  }

  private @Nullable DisguisedPath wrapNullable(@Nullable Path other) {
    return other == null ? null : wrap(other);
  }

  /// What a path of such a file system looks like.
  public static Path unwrap(Path other) {
    return ((DisguisedPath) other).path;
  }

  @Override
  public FileSystem getFileSystem() {
    return disguise;
  }

  @Override
  public boolean isAbsolute() {
    return path.isAbsolute();
  }

  @Override
  public @Nullable Path getRoot() {
    return wrapNullable(path.getRoot());
  }

  @Override
  public @Nullable Path getFileName() {
    return wrapNullable(path.getFileName());
  }

  @Override
  public @Nullable Path getParent() {
    return wrapNullable(path.getParent());
  }

  @Override
  public int getNameCount() {
    return path.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return wrap(path.getName(index));
  }

  @Override
  public Path subpath(int beginIndex, int endIndex) {
    return wrap(path.subpath(beginIndex, endIndex));
  }

  @Override
  public boolean startsWith(Path other) {
    return path.startsWith(unwrap(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return path.endsWith(unwrap(other));
  }

  @Override
  public Path normalize() {
    return wrap(path.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return wrap(path.resolve(unwrap(other)));
  }

  @Override
  public Path resolve(String other) {
    return wrap(path.resolve(other));
  }

  @Override
  public Path relativize(Path other) {
    return wrap(path.relativize(unwrap(other)));
  }

  @Override
  public URI toUri() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path toAbsolutePath() {
    return wrap(path.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) throws IOException {
    return toAbsolutePath();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return path.compareTo(unwrap(other));
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
