package dev.ashlar.http.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The process's limit of file descriptors, and how many connections fit into it and into memory.
final class DescriptorLimit {
  /// Where Linux says it; other systems are taken to have [#UNKNOWN].
  private static final Path LIMITS = Path.of("/proc/self/limits");

  private static final Pattern SOFT_LIMIT = Pattern.compile("(?m)^Max open files\\s+(\\S+)");
  private static final int UNKNOWN = 4096;
  private static final int MOST = 1 << 20;

  /// Descriptors for files that are being served, uploads, logs and the JVM itself.
  private static final int RESERVE = 768;

  /// What a connection takes at most, in bytes, as long as its head is no longer than most: that
  /// head and a buffer, and as much again for everything else.
  private static final int MEMORY_FOR_EACH = 32 << 10;

  private DescriptorLimit() {}

  /// The most connections to keep open: at least half of what the process may open, and all but a
  /// reserve where there is plenty; but no more than the heap has memory for.
  static int connections() {
    int limit = descriptors();
    int open = Math.max(limit / 2, limit - RESERVE);
    return (int) Math.min(open, Math.max(1, Runtime.getRuntime().maxMemory() / MEMORY_FOR_EACH));
  }

  /// How many descriptors the process may have.
  static int descriptors() {
    try {
      Matcher matcher = SOFT_LIMIT.matcher(Files.readString(LIMITS));
      if (!matcher.find()) {
        return UNKNOWN;
      }
      String limit = matcher.group(1);
      return limit.equals("unlimited") ? MOST : Math.clamp(Long.parseLong(limit), 2, MOST);
    } catch (IOException | NumberFormatException notLinux) {
      return UNKNOWN;
    }
  }
}
