package dev.ashlar.http.server.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/// Tells folders on a disk of this machine from those behind a network or another process, where
/// even what is in memory may have to be asked for again, and nobody knows how long that takes.
public final class LocalDisk {
  /// As [java.nio.file.FileStore#type] calls them. What is not among them is taken for a network.
  private static final Set<String> TYPES =
      Set.of(
          "apfs",
          "bcachefs",
          "btrfs",
          "ext2",
          "ext3",
          "ext4",
          "f2fs",
          "hfs",
          "overlay",
          "ramfs",
          "squashfs",
          "tmpfs",
          "ufs",
          "xfs",
          "zfs");

  private LocalDisk() {}

  /// Whether a folder is on a local disk; file systems that are mounted further down in it are not
  /// looked at. May block.
  public static boolean holds(Path folder) {
    try {
      return isLocal(Files.getFileStore(folder).type());
    } catch (IOException unknown) {
      return false;
    }
  }

  static boolean isLocal(String type) {
    return TYPES.contains(type);
  }
}
