package dev.ashlar.http.server.files;

import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.FileStamp;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// What a path was found to be; whatever was made from it holds while it still is that.
///
/// @param segments the path
/// @param stamp empty if there was nothing
record Watch(List<String> segments, Optional<FileStamp> stamp) {
  /// Looks again. May block.
  boolean holds(ConfinedDirectory directory) throws IOException {
    return directory.stamp(segments).equals(stamp);
  }
}
