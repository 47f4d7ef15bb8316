package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/// What tells one state of a file from another: two equal stamps of one path mean that a cached
/// copy still holds.
///
/// A change that keeps the file, its size and its time of modification is not seen, and neither is
/// a second change within the granularity of the file system's clock.
///
/// Immutable, safe for use by any thread.
///
/// @param size in bytes
/// @param lastModified the time of the last modification, as exact as the file system keeps it
/// @param identity which file it is (device and inode number where there are such); compare it with
///   `equals` only
public record FileStamp(long size, Instant lastModified, Object identity) {

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().toInstant(),
        OpenFolder.identity(attributes));
  }
}
