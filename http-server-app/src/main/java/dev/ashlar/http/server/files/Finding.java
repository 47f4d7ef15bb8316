package dev.ashlar.http.server.files;

import dev.ashlar.http.security.Lookup;
import java.util.List;

/// What a path turned out to be.
sealed interface Finding {
  /// A file, or a folder's index.
  record File(CachedFile file) implements Finding {}

  /// A folder that could be served if the path ended with a slash.
  record FolderWithoutSlash() implements Finding {}

  /// A folder without an index, if it is one.
  ///
  /// @param segments its path
  /// @param reason why no index was found; if the folder itself cannot be served, why that is so
  record Unindexed(List<String> segments, Lookup.Reason reason) implements Finding {}

  /// Nothing that could be served.
  record Nothing(Lookup.Reason reason) implements Finding {}
}
