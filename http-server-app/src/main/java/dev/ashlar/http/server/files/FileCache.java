package dev.ashlar.http.server.files;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Files by raw path, in the spelling of [RawPath]. What is small is kept in memory, what is large
/// is kept open; each has bounds of its own, so that neither crowds out the other.
///
/// Only names of files enter, and each in one spelling: requests for names that do not exist, or
/// for one name in many spellings, change nothing here.
///
/// Safe for use by several threads.
final class FileCache implements Closeable {
  private final SieveCache<CachedFile> inMemory;
  private final SieveCache<CachedFile> open;

  /// An empty cache.
  ///
  /// @param failure is told when a file could not be closed
  FileCache(FileOptions options, Consumer<? super IOException> failure) {
    Consumer<CachedFile> closing = file -> close(file, failure);
    inMemory = new SieveCache<>(options.cacheEntries(), options.cacheBytes(), closing);
    open = new SieveCache<>(options.openFiles(), options.cacheBytes(), closing);
  }

  /// The file of a path, fresh or not; null if it is not here. One look-up for a small file.
  @Nullable CachedFile get(String rawPath) {
    CachedFile file = inMemory.get(rawPath);
    return file != null ? file : open.get(rawPath);
  }

  /// Keeps a file, which is closed when it has to leave.
  ///
  /// @return false if there is no room for it at all; the caller still owns it then
  boolean put(String rawPath, CachedFile file) {
    CachedFile before = get(rawPath);
    int files = file.openFiles();
    boolean kept =
        files == 0
            ? inMemory.put(rawPath, file, file.weight())
            : open.put(rawPath, file, files, file.weight());
    if (before != null) {
      // Already gone, unless the file has grown or shrunk past the limit, or is not kept any more.
      remove(rawPath, before);
    }
    return kept;
  }

  /// Forgets a file that is no longer what its path names.
  void remove(String rawPath, CachedFile file) {
    inMemory.remove(rawPath, file);
    open.remove(rawPath, file);
  }

  /// How many files are here.
  int size() {
    return inMemory.size() + open.size();
  }

  /// Forgets everything, for good.
  @Override
  public void close() {
    inMemory.close();
    open.close();
  }

  private static void close(CachedFile file, Consumer<? super IOException> failure) {
    try {
      file.close();
    } catch (IOException e) {
      failure.accept(e);
    }
  }
}
