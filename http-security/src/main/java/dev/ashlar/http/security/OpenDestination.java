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
    FileChannel channel = parent.openFile(name);
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

  @Override
  public Lookup arriveAtRoot(OpenFolder root) throws IOException {
    return new Lookup.Folder(FileStamp.of(root.attributes()));
  }

  @Override
  public Lookup absent(Lookup.Reason reason) {
    return new Lookup.Absent(reason);
  }
}
