package dev.ashlar.http.server.options;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Says in words what an exception of the file system says by its type.
public final class FileProblem {
  private FileProblem() {}

  /// The problem without the path, which the caller names better.
  public static String describe(IOException problem) {
    return switch (problem) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a folder";
      case CharacterCodingException _ -> "not UTF-8";
      case FileSystemException named when named.getReason() != null -> named.getReason();
      default -> problem.getMessage() == null ? problem.toString() : problem.getMessage();
    };
  }
}
