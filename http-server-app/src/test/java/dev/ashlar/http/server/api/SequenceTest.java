package dev.ashlar.http.server.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private final List<String> closed = new ArrayList<>();

  /// A part that fails when it is closed, or does not if there is nothing to fail with.
  private final class Part implements Content.Source {
    private final String name;
    private final Exception failure;

    Part(String name, Exception failure) {
      this.name = name;
      this.failure = failure;
    }

    @Override
    public long length() {
      return 0;
    }

    @Override
    public boolean read(ByteBuffer target) {
      return false;
    }

    @Override
    public void close() throws IOException {
      closed.add(name);
      switch (failure) {
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        default -> {}
      }
    }
  }

  @Test
  void closesEveryPartAndThrowsWhatFailedFirst() {
    Exception none = new Exception();
    IOException first = new IOException("b");
    IllegalStateException second = new IllegalStateException("c");
    Content sequence =
        new Content.Sequence(
            List.of(
                new Part("a", none),
                new Part("b", first),
                new Part("c", second),
                new Part("d", none)));

    assertSame(first, assertThrows(IOException.class, sequence::close));
    assertEquals(List.of("a", "b", "c", "d"), closed);
    assertEquals(List.of(second), List.of(first.getSuppressed()));
  }

  @Test
  void refusesAPartOfUnknownLength() {
    Content.Source endless = target -> false;
    List<Content> parts = List.of(Content.none(), endless);
    assertThrows(IllegalArgumentException.class, () -> new Content.Sequence(parts));
  }

  @Test
  void throwsWhatIsNoFaultOfTheDiskAsItIs() {
    IllegalStateException failure = new IllegalStateException("a");
    Content sequence = new Content.Sequence(List.of(new Part("a", failure)));

    assertSame(failure, assertThrows(IllegalStateException.class, sequence::close));
  }

  @Test
  void refusesAPartOfNegativeLength() {
    Content.Source negative =
        new Content.Source() {
          @Override
          public long length() {
            return -2;
          }

          @Override
          public boolean read(ByteBuffer target) {
            return false;
          }
        };
    List<Content> parts = List.of(Content.of("0123456789"), negative);
    assertThrows(IllegalArgumentException.class, () -> new Content.Sequence(parts));
  }
}
