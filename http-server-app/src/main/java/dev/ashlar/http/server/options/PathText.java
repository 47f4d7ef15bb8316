package dev.ashlar.http.server.options;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Takes a path of the default file system, relative to the current folder.
public record PathText() implements Converter<Path> {
  @Override
  public Path convert(String text) throws UnacceptableException {
    try {
      if (!text.isEmpty()) {
        return Path.of(text);
      }
    } catch (InvalidPathException e) {
      // A NUL, or what the platform's character set cannot name: said below.
    }
    throw new UnacceptableException("a path");
  }
}
