package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import dev.ashlar.http.security.tree.TreeChangedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Opens what stands at the end of a walk.
record OpenDestination() implements Destination<Lookup> {

  @Override
  public Lookup arrive(OpenFolder parent, Path name, BasicFileAttributes seen) throws IOException {
    if (seen.isDirectory()) {
      return new Lookup.Folder(FileStamp.of(seen));
    }
    if (!seen.isRegularFile()) {
      return absent(Lookup.Reason.NOT_REGULAR);
    }
    FileStamp stamp = FileStamp.of(seen);
    FileChannel channel = open(parent, name, stamp);
    try {
      if (stamp.equals(FileStamp.of(parent.look(name))) && channel.size() == stamp.size()) {
        return new Lookup.OpenFile(channel, stamp);
      }
      throw new TreeChangedException("a file was changed or replaced while it was opened");
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /// A link or a socket in the file's place fails to open for a reason that cannot be told from
  /// others, such as a lack of descriptors: only another look tells.
  private static FileChannel open(OpenFolder parent, Path name, FileStamp stamp)
      throws IOException {
    try {
      return parent.openFile(name);
    } catch (IOException e) {
      if (stamp.equals(FileStamp.of(parent.look(name)))) {
        throw e;
      }
      throw new TreeChangedException("a file was replaced before it was opened");
    }
  }

  @Override
  public Lookup arriveAtRoot(OpenFolder root) throws IOException {
    return new Lookup.Folder(FileStamp.of(root.attributes()));
  }

  @Override
  public Lookup absent(Lookup.Reason reason) {
    return new Lookup.Absent(reason);
  }
}
