package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Opens the folder at the end of a walk, to be read when the walk is over.
///
/// Once an entry has been handed over the walk must not begin again, or it would be handed over
/// twice: so whatever is thrown while the folder is read is none of the walk's business. And the
/// folder is opened for this reading alone, so that nobody else closes it.
///
/// @param reader reads it
record ListDestination(FolderReader reader) implements Destination<ListDestination.Reading> {

  /// What is left to do when the walk is over: reads the folder, once, and closes it.
  interface Reading {
    Listing read() throws IOException;
  }

  @Override
  public Reading arrive(OpenFolder parent, Path name, BasicFileAttributes seen) throws IOException {
    return seen.isDirectory()
        ? reading(parent.openFolder(name))
        : absent(Lookup.Reason.NOT_A_FOLDER);
  }

  @Override
  public Reading arriveAtRoot(OpenFolder root) throws IOException {
    return reading(root.reopen());
  }

  private Reading reading(OpenFolder folder) throws IOException {
    try {
      FileStamp stamp = FileStamp.of(folder.attributes());
      DirectoryStream<Path> entries = folder.entries();
      return () -> {
        try (folder;
            entries) {
          return reader.read(folder, entries, stamp);
        }
      };
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  @Override
  public Reading absent(Lookup.Reason reason) {
    return () -> new Lookup.Absent(reason);
  }
}
