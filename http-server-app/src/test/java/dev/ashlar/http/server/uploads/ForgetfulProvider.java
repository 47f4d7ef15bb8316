package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.BareProvider;
import dev.ashlar.http.server.DisguisedPath;
import dev.ashlar.http.server.uploads.ForgetfulDisk.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.FileStoreAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The operations of a [ForgetfulDisk], as far as they are needed.
final class ForgetfulProvider extends BareProvider {
  private final ForgetfulDisk disk;

  ForgetfulProvider(ForgetfulDisk disk) {
    this.disk = disk;
  }

  private @Nullable Node find(Path path) {
    Node node = disk.root;
    for (Path name : DisguisedPath.unwrap(path.toAbsolutePath())) {
      Node next = node.entries.get(name.toString());
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node;
  }

  Node get(Path path) throws NoSuchFileException {
    Node node = find(path);
    if (node == null) {
      throw new NoSuchFileException(path.toString());
    }
    return node;
  }

  private Node look(Path path) throws IOException {
    synchronized (disk) {
      Node node = get(path);
      if (!node.folder && !disk.isReadable(path)) {
        throw new IOException("a failure of looking at " + path);
      }
      return node;
    }
  }

  private Node parent(Path path) throws NoSuchFileException {
    Path parent = path.toAbsolutePath().getParent();
    if (parent == null) {
      throw new NoSuchFileException(path.toString());
    }
    return get(parent);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  @Override
  public FileChannel newFileChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    synchronized (disk) {
      Node node = find(path);
      boolean create = options.contains(StandardOpenOption.CREATE_NEW);
      if (node != null && create) {
        throw new FileAlreadyExistsException(path.toString());
      }
      if (node == null && (create || options.contains(StandardOpenOption.CREATE))) {
        disk.count("create " + path);
        Node folder = parent(path);
        node = new Node(false);
        disk.link(folder, name(path), node);
      }
      if (node == null) {
        throw new NoSuchFileException(path.toString());
      }
      if (options.contains(StandardOpenOption.TRUNCATE_EXISTING) && node.content.length > 0) {
        disk.write(node, new ForgetfulDisk.Write(0, null), path.toString());
      }
      return new ForgetfulChannel(disk, node, path.toString());
    }
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
    List<Path> paths = new ArrayList<>();
    synchronized (disk) {
      Node node = get(folder);
      if (!node.folder) {
        throw new NotDirectoryException(folder.toString());
      }
      for (String name : node.entries.keySet()) {
        Path path = folder.resolve(name);
        if (filter.accept(path)) {
          paths.add(path);
        }
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        if (!disk.isReadable(folder)) {
          throw new DirectoryIteratorException(new IOException("a failure of reading " + folder));
        }
        return paths.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
    synchronized (disk) {
      if (find(folder) != null) {
        throw new FileAlreadyExistsException(folder.toString());
      }
      disk.count("make " + folder);
      disk.link(parent(folder), name(folder), new Node(true));
    }
  }

  @Override
  public void delete(Path path) throws IOException {
    synchronized (disk) {
      Node node = get(path);
      if (!node.entries.isEmpty()) {
        throw new DirectoryNotEmptyException(path.toString());
      }
      disk.count("delete " + path);
      disk.unlink(parent(path), name(path));
      disk.give(node.content.length);
    }
  }

  @Override
  public void move(Path source, Path target, CopyOption... options) throws IOException {
    synchronized (disk) {
      get(source);
      Node to = parent(target);
      disk.count("rename " + source + " to " + target);
      disk.rename(parent(source), name(source), to, name(target));
    }
  }

  @Override
  public boolean isSameFile(Path one, Path other) throws IOException {
    return get(one) == get(other);
  }

  @Override
  public FileStore getFileStore(Path path) {
    return new Store();
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    look(path);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    synchronized (disk) {
      Node node = look(path);
      return type.cast(new Attributes(node, node.content.length, node.modified));
    }
  }

  @Override
  public <V extends FileAttributeView> V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return type.cast(new View(path));
  }

  private final class View implements BasicFileAttributeView {
    private final Path path;

    View(Path path) {
      this.path = path;
    }

    @Override
    public String name() {
      return "basic";
    }

    @Override
    public BasicFileAttributes readAttributes() throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class);
    }

    @Override
    public void setTimes(
        @Nullable FileTime modified, @Nullable FileTime access, @Nullable FileTime create)
        throws IOException {
      synchronized (disk) {
        Node node = get(path);
        disk.count("touch " + path);
        if (modified != null) {
          node.modified = modified;
        }
      }
    }
  }

  private record Attributes(Node node, long size, FileTime lastModifiedTime)
      implements BasicFileAttributes {
    @Override
    public FileTime lastAccessTime() {
      return lastModifiedTime;
    }

    @Override
    public FileTime creationTime() {
      return lastModifiedTime;
    }

    @Override
    public boolean isRegularFile() {
      return !node.folder;
    }

    @Override
    public boolean isDirectory() {
      return node.folder;
    }

    @Override
    public boolean isSymbolicLink() {
      return false;
    }

    @Override
    public boolean isOther() {
      return false;
    }

    @Override
    public Object fileKey() {
      return node;
    }
  }

  private final class Store extends FileStore {
    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public String type() {
      return "forgetful";
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public long getTotalSpace() {
      return 1L << 30;
    }

    @Override
    public long getUsableSpace() {
      return disk.free();
    }

    @Override
    public long getUnallocatedSpace() {
      return disk.free();
    }

    @Override
    public boolean supportsFileAttributeView(Class<? extends FileAttributeView> type) {
      return type == BasicFileAttributeView.class;
    }

    @Override
    public boolean supportsFileAttributeView(String name) {
      return name.equals("basic");
    }

    @Override
    public <V extends FileStoreAttributeView> @Nullable V getFileStoreAttributeView(Class<V> type) {
      return null;
    }

    @Override
    public Object getAttribute(String attribute) {
      throw new UnsupportedOperationException();
    }
  }
}
