package dev.ashlar.http.security;

import dev.ashlar.http.security.tree.OpenFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// Does what another folder does, for tests in which one thing goes otherwise.
class DelegatingFolder implements OpenFolder {
  private final OpenFolder folder;

  DelegatingFolder(OpenFolder folder) {
    this.folder = folder;
  }

  @Override
  public BasicFileAttributes attributes() throws IOException {
    return folder.attributes();
  }

  @Override
  public BasicFileAttributes look(Path name) throws IOException {
    return folder.look(name);
  }

  @Override
  public OpenFolder openFolder(Path name) throws IOException {
    return folder.openFolder(name);
  }

  @Override
  public OpenFolder reopen() throws IOException {
    return folder.reopen();
  }

  @Override
  public FileChannel openFile(Path name) throws IOException {
    return folder.openFile(name);
  }

  @Override
  public DirectoryStream<Path> entries() throws IOException {
    return folder.entries();
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
