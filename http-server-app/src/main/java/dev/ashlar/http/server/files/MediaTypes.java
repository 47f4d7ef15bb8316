package dev.ashlar.http.server.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which media type a file's name stands for.
///
/// The table is data: Debian's `media-types`, and before it the few answers that browsers need
/// otherwise. Immutable; any thread may use it.
final class MediaTypes {
  /// What nothing is known of (RFC 9110 §8.3).
  static final String UNKNOWN = "application/octet-stream";

  /// Types that shrink, beside `text/*`, `+json` and `+xml`.
  private static final Set<String> COMPRESSIBLE =
      Set.of(
          "application/javascript",
          "application/json",
          "application/rtf",
          "application/sql",
          "application/toml",
          "application/wasm",
          "application/x-ndjson",
          "application/xml",
          "application/xml-dtd",
          "application/yaml",
          "font/collection",
          "font/otf",
          "font/ttf",
          "image/bmp",
          "image/x-icon",
          "model/obj",
          "model/stl");

  /// Types that are compressed in themselves, beside pictures, sound and video.
  private static final Set<String> COMPRESSED =
      Set.of(
          "application/epub+zip",
          "application/gzip",
          "application/java-archive",
          "application/pdf",
          "application/vnd.android.package-archive",
          "application/x-7z-compressed",
          "application/x-brotli",
          "application/x-bzip2",
          "application/x-lz4",
          "application/x-xz",
          "application/zip",
          "application/zstd",
          "font/woff",
          "font/woff2");

  private final Map<String, String> byExtension;

  private MediaTypes(Map<String, String> byExtension) {
    this.byExtension = byExtension;
  }

  /// Reads the table that comes with the server.
  static MediaTypes load() {
    Map<String, String> types = new HashMap<>(3000);
    read("web.types", types);
    read("debian.types", types);
    return new MediaTypes(Map.copyOf(types));
  }

  /// The type for a file's name, with the character encoding where it is text.
  String of(String fileName) {
    int dot = fileName.lastIndexOf('.');
    if (dot < 0) {
      return UNKNOWN;
    }
    return byExtension.getOrDefault(fileName.substring(dot + 1).toLowerCase(Locale.ROOT), UNKNOWN);
  }

  /// How many extensions are known.
  int size() {
    return byExtension.size();
  }

  /// Whether content of this type is worth compressing.
  static boolean isCompressible(String contentType) {
    String type = withoutParameters(contentType);
    return type.startsWith("text/")
        || type.endsWith("+json")
        || type.endsWith("+xml")
        || COMPRESSIBLE.contains(type);
  }

  /// Whether compressing content of this type is known to gain nothing.
  static boolean isCompressed(String contentType) {
    String type = withoutParameters(contentType);
    boolean media =
        type.startsWith("image/") || type.startsWith("audio/") || type.startsWith("video/");
    return COMPRESSED.contains(type) || (media && !isCompressible(type));
  }

  /// Whether the type is HTML, in either syntax.
  static boolean isHtml(String contentType) {
    String type = withoutParameters(contentType);
    return type.equals("text/html") || type.equals("application/xhtml+xml");
  }

  private static String withoutParameters(String contentType) {
    int semicolon = contentType.indexOf(';');
    return semicolon < 0 ? contentType : contentType.substring(0, semicolon);
  }

  /// An extension that is already known keeps its type.
  private static void read(String resource, Map<String, String> types) {
    InputStream stream =
        Objects.requireNonNull(MediaTypes.class.getResourceAsStream(resource), resource);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String line;
      while ((line = lines.readLine()) != null) {
        if (!line.startsWith("#")) {
          addLine(line, types);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table " + resource + " of this module", e);
    }
  }

  private static void addLine(String line, Map<String, String> types) {
    String[] words = line.split(" ", -1);
    // Text without a stated encoding is guessed at by each client in its own way.
    String type = words[0].startsWith("text/") ? words[0] + "; charset=utf-8" : words[0];
    for (int i = 1; i < words.length; i++) {
      types.putIfAbsent(words[i].toLowerCase(Locale.ROOT), type);
    }
  }
}
