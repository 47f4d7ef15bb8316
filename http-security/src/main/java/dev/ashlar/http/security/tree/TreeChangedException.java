package dev.ashlar.http.security.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/// The tree was changed between looking and opening. The walk begins again; nobody sees it but who
/// opens a root that is replaced at that very moment.
public final class TreeChangedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what was changed
  public TreeChangedException(String message) {
    super(message);
  }

  private TreeChangedException(String message, IOException failure) {
    super(message, failure);
  }

  /// What failed, if it may not have been a change.
  public Optional<IOException> failure() {
    return getCause() instanceof IOException failure ? Optional.of(failure) : Optional.empty();
  }

  /// What to throw when an entry that was just seen fails to open. It was changed in between; or
  /// the system fails, for want of descriptors for one, which cannot be told apart from a link or a
  /// socket in the entry's place. Then the failure comes with it, to be thrown if it comes again
  /// and again.
  public static IOException onOpening(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied -> denied;
      case NoSuchFileException gone ->
          new TreeChangedException("an entry vanished before it was opened");
      case NotDirectoryException replaced ->
          new TreeChangedException("a folder was replaced before it was opened");
      default -> new TreeChangedException("an entry failed to open", failure);
    };
  }

  /// It is caught at once and thrown often by whoever changes the tree: no stack trace.
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
