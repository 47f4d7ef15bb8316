package dev.ashlar.http.server.uploads;

import dev.ashlar.http.security.FileStamp;
import dev.ashlar.http.security.Lookup.OpenFile;
import dev.ashlar.http.server.files.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Keeps each upload as a plain file `ID.json` in one folder.
///
/// What is not finished is in the folder's hidden subfolder, which is emptied at the start.
final class FolderStore implements UploadStore {
  private static final String WORK = ".ashlar/spool";
  private static final long SPOOL_MEMORY = 16L << 20;

  private final Path folder;
  private final Path work;
  private final SpoolBudget budget = new SpoolBudget(SPOOL_MEMORY);
  private final UploadIds ids;

  /// A store in a folder that need not exist yet.
  ///
  /// @throws IOException if it exists, and what was left over cannot be removed
  FolderStore(Path folder, InstantSource clock) throws IOException {
    this.folder = folder;
    this.work = folder.resolve(WORK);
    this.ids = new UploadIds(clock, new SecureRandom());
    removeLeftOver();
  }

  private void removeLeftOver() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(work)) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (NoSuchFileException e) {
      // Nothing was ever uploaded.
    }
  }

  @Override
  public Spool begin() {
    return new Spool(budget, this::temporaryFile);
  }

  private Path temporaryFile() throws IOException {
    Files.createDirectories(work);
    return work.resolve(ids.next().text());
  }

  @Override
  public CompletionStage<Outcome> commit(Spool content, Sha256 sha256) {
    try (content) {
      UploadId id = ids.next();
      ByteBuffer bytes = content.memory();
      Path temporary = bytes != null ? write(bytes) : content.detachFile();
      publish(temporary, id);
      return CompletableFuture.completedFuture(new Receipt(id, content.length(), sha256));
    } catch (IOException e) {
      return CompletableFuture.completedFuture(
          DiskFull.causes(e)
              ? new NoRoom("The server has no room for this upload.")
              : new Failed(e));
    }
  }

  private Path write(ByteBuffer bytes) throws IOException {
    Path temporary = temporaryFile();
    try (FileChannel file =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  private void publish(Path temporary, UploadId id) throws IOException {
    Path target = file(id);
    try {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      Files.deleteIfExists(target);
      throw e;
    }
  }

  private Path file(UploadId id) {
    return folder.resolve(id + UploadId.SUFFIX);
  }

  @Override
  public @Nullable Stored find(UploadId id) throws IOException {
    Path path = file(id);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isRegularFile()) {
        return null; // opening a FIFO would block for good
      }
      FileChannel channel =
          FileChannel.open(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
      FileStamp stamp =
          new FileStamp(channel.size(), attributes.lastModifiedTime().toInstant(), id);
      return new Stored(Body.of(new OpenFile(channel, stamp)), stamp.lastModified());
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  @Override
  public void close() {}
}
