package dev.ashlar.http.security;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A folder that cannot be left.
public final class ConfinedDirectory implements Closeable {
  private final Root root;
  private final LinkPolicy links;

  private ConfinedDirectory(Root root, LinkPolicy links) {
    this.root = root;
    this.links = links;
  }

  /// Opens a folder.
  public static ConfinedDirectory open(Path root, LinkPolicy links) throws IOException {
    return new ConfinedDirectory(Root.open(root, true), links);
  }

  /// Opens what is there.
  public Lookup lookup(List<String> segments) throws IOException {
    return walk(segments, new OpenDestination());
  }

  /// Looks without opening.
  public Optional<FileStamp> stamp(List<String> segments) throws IOException {
    return walk(segments, new LookDestination()).map(FileStamp::of);
  }

  /// Hands over the entries of a folder.
  public Listing list(List<String> segments, int limit, Consumer<? super FolderEntry> consumer)
      throws IOException {
    return walk(segments, new ListDestination(name -> look(segments, name), limit, consumer));
  }

  private Optional<BasicFileAttributes> look(List<String> folder, String name) throws IOException {
    List<String> segments = new ArrayList<>(folder);
    segments.add(name);
    return walk(segments, new LookDestination());
  }

  private <T> T walk(List<String> segments, Destination<T> destination) throws IOException {
    return new Walk<>(root, links, destination).follow(segments);
  }

  @Override
  public void close() throws IOException {
    root.close();
  }
}
