package dev.ashlar.http.server.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.security.PathVerdict;
import dev.ashlar.http.server.api.Answer;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.OnWorker;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.representation.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;

/// A folder that is served without sockets, at a time that only a test moves on.
final class Site implements AutoCloseable {
  /// When everything happens, unless a test says otherwise.
  static final Instant NOW = Instant.parse("2026-11-06T08:49:37.250Z");

  /// When files were written, unless a test says otherwise.
  static final Instant LONG_AGO = Instant.parse("2026-01-02T03:04:05.123456789Z");

  private final Path root;
  private final ConfinedDirectory directory;
  private final StaticFiles files;
  private Instant now = NOW;
  private long nanos = 1_000;

  Site(Path root, FileOptions options) throws IOException {
    this.root = root;
    this.directory = ConfinedDirectory.open(root, LinkPolicy.INSIDE);
    InstantSource clock = () -> now;
    this.files = new StaticFiles(directory, options, clock, () -> nanos);
  }

  /// What the server did to answer.
  enum Way {
    /// It took the answer from memory.
    MEMORY,
    /// It knew the answer without a look at the file system.
    INLINE,
    /// A worker looked at the file system.
    WORKER
  }

  /// An answer, and how it came about.
  record Answered(Way way, Response response) {
    int status() {
      return response.status().code();
    }

    /// A field's value; empty if it is not there.
    String field(String name) {
      return Objects.requireNonNullElse(response.fields().value(FieldName.of(name)), "");
    }

    /// The content, which is closed then.
    byte[] bytes() {
      try (Content content = response.content()) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(content, bytes);
        assertEquals(content.length(), bytes.size(), "announced length");
        return bytes.toByteArray();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    private static void write(Content content, ByteArrayOutputStream target) throws IOException {
      switch (content) {
        case Content.Bytes(ByteBuffer bytes, var _, var _) -> {
          byte[] copy = new byte[bytes.remaining()];
          bytes.duplicate().get(copy);
          target.writeBytes(copy);
        }
        case Content.FileRegion region ->
            region
                .file()
                .transferTo(region.position(), region.length(), Channels.newChannel(target));
        case Content.Sequence(var parts) -> {
          for (Content part : parts) {
            write(part, target);
          }
        }
        case Content.Source source -> {
          ByteBuffer piece = ByteBuffer.allocate(1000);
          while (source.read(piece.clear())) {
            target.write(piece.array(), 0, piece.flip().limit());
          }
        }
      }
    }
  }

  /// What a server answers, as its routes would ask.
  Answered ask(Request request) {
    Response known = files.cached(request);
    if (known != null) {
      return new Answered(Way.MEMORY, known);
    }
    PathVerdict verdict = new PathPolicy().judge(request.head().rawPath());
    if (!(verdict instanceof PathVerdict.Allowed path)) {
      throw new AssertionError("refused before it comes here: " + verdict);
    }
    Answer answer = files.answer(request, path);
    try {
      return answer instanceof OnWorker(var work)
          ? new Answered(Way.WORKER, (Response) work.call())
          : new Answered(Way.INLINE, (Response) answer);
    } catch (Exception e) {
      throw new AssertionError(request.head().requestLine(), e);
    }
  }

  Answered get(String target, String... fieldLines) {
    return ask(Requests.get(target, fieldLines));
  }

  /// Whether a request for a file would be answered from memory; one that would not has begun to
  /// look.
  boolean isInMemory(String target) {
    Response response = files.cached(Requests.get(target));
    if (response == null) {
      return false;
    }
    new Answered(Way.MEMORY, response).bytes();
    return true;
  }

  /// Writes a file that has been still for long.
  Path write(String name, String content) {
    return write(name, content.getBytes(StandardCharsets.UTF_8), LONG_AGO);
  }

  Path write(String name, byte[] content, Instant lastModified) {
    try {
      Path file = root.resolve(name);
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, content);
      Files.setLastModifiedTime(file, FileTime.from(lastModified));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  StaticFiles files() {
    return files;
  }

  Path root() {
    return root;
  }

  @Override
  public void close() throws IOException {
    files.close();
    directory.close();
  }
}
