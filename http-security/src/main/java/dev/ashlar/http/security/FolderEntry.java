package dev.ashlar.http.security;

import java.time.Instant;

/// One entry of a folder.
///
/// Immutable, safe for use by any thread.
///
/// @param name the entry's name, with no path before it
/// @param kind what it is
/// @param size in bytes for a file, otherwise 0
/// @param lastModified the time of the last modification; the epoch where it could not be read
public record FolderEntry(String name, Kind kind, long size, Instant lastModified) {
  /// What an entry is, after the links that the policy follows.
  public enum Kind {
    /// A regular file.
    FILE,
    /// A folder.
    FOLDER,
    /// A symbolic link that is not followed; a lookup of it finds nothing.
    LINK,
    /// A FIFO, a socket, a device, what may not be looked at or is gone again, or a name that is no
    /// text on this platform.
    OTHER
  }
}
