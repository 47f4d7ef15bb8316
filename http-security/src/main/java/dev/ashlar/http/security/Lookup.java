package dev.ashlar.http.security;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/// What [ConfinedDirectory] found under a path.
public sealed interface Lookup permits Lookup.OpenFile, Lookup.Folder, Lookup.Absent {

  /// A regular file, open for reading. The caller closes it.
  ///
  /// @param channel at position 0; any thread may use it, and interrupting a thread that does
  ///   closes it
  /// @param stamp the file's state when it was opened
  record OpenFile(FileChannel channel, FileStamp stamp) implements Lookup, Closeable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// A folder. Nothing is held open.
  ///
  /// @param stamp the folder's state; its size means nothing
  record Folder(FileStamp stamp) implements Lookup {}

  /// Nothing that could be served.
  ///
  /// @param reason why, for the log; a client had better not be told
  record Absent(Reason reason) implements Lookup, Listing {}

  /// Why nothing could be served.
  enum Reason {
    /// Nothing has this name, or the platform cannot express it, or something before it is not a
    /// folder.
    NO_SUCH_ENTRY,
    /// A FIFO, socket or device. It was not opened.
    NOT_REGULAR,
    /// For a listing: what has this name is not a folder.
    NOT_A_FOLDER,
    /// A symbolic link, and the policy is [LinkPolicy#NONE].
    LINK_REFUSED,
    /// A symbolic link that ends outside the root.
    LINK_LEAVES,
    /// A symbolic link that ends nowhere: its target is missing, or it leads in a circle.
    LINK_BROKEN,
    /// The tree kept changing while it was looked at.
    CHANGING,
    /// The system denies access to it or to a folder before it.
    NOT_READABLE
  }
}
