package dev.ashlar.http.server.resources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
  private final List<String> closed = new ArrayList<>();
  private final IOException checked = new IOException();
  private final RuntimeException unchecked = new IllegalStateException();

  private final Closeable broken =
      () -> {
        closed.add("broken");
        throw checked;
      };
  private final Closeable wrong =
      () -> {
        closed.add("wrong");
        throw unchecked;
      };

  private Resources resources(List<Closeable> opened) {
    Resources resources = new Resources();
    resources.add(() -> closed.add("first"));
    opened.forEach(resources::add);
    return resources;
  }

  @Test
  void closesTheRestWhateverFails() {
    Resources resources = resources(List.of(broken, wrong));
    assertSame(unchecked, assertThrows(RuntimeException.class, resources::close));
    assertEquals(List.of("wrong", "broken", "first"), closed);
    assertEquals(List.of(checked), List.of(unchecked.getSuppressed()));
  }

  @Test
  void throwsTheFirstFailureAndNotesTheOthers() {
    Resources resources = resources(List.of(wrong, broken));
    assertSame(checked, assertThrows(IOException.class, resources::close));
    assertEquals(List.of("broken", "wrong", "first"), closed);
    assertEquals(List.of(unchecked), List.of(checked.getSuppressed()));
  }

  @Test
  void closesTheRestThoughAnErrorIsThrown() {
    Error error = new AssertionError();
    Resources resources =
        resources(
            List.of(
                broken,
                () -> {
                  throw error;
                }));
    assertSame(error, assertThrows(AssertionError.class, resources::close));
    assertEquals(List.of("broken", "first"), closed);
    assertEquals(List.of(checked), List.of(error.getSuppressed()));
  }

  @Test
  void keepsWhatFailedFirstThoughAnErrorFollows() {
    Error error = new AssertionError();
    Resources.closeAfter(
        checked,
        () -> {
          throw error;
        });
    assertEquals(List.of(error), List.of(checked.getSuppressed()));
  }

  /// Once memory has been exhausted a few times, the JVM throws the same [OutOfMemoryError] again
  /// and again, and no throwable may be suppressed by itself.
  @Test
  void closesTheRestThoughTheSameFailureComesAgain() {
    Resources resources = resources(List.of(broken, broken));
    assertSame(checked, assertThrows(IOException.class, resources::close));
    assertEquals(List.of("broken", "broken", "first"), closed);
    Resources.closeAfter(checked, broken);
    assertEquals(0, checked.getSuppressed().length);
  }
}
