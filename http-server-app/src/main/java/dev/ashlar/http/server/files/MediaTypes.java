package dev.ashlar.http.server.files;

import java.io.IOException;
import java.io.InputStream;
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
    Map<String, String> types = HashMap.newHashMap(2000);
    read("web.types", types);
    read("debian.types", types);
    return new MediaTypes(types);
  }

  /// The type for a file's name, with the character encoding where it is text.
  String of(String fileName) {
    return byExtension.getOrDefault(extension(fileName), UNKNOWN);
  }

  /// What is behind the last dot, in lower case; empty if there is none.
  private static String extension(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
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

  /// Whether a file of this name is compressed with gzip, and its type that of what was compressed.
  /// Browsers show such a picture only if they are told the coding (SVG 2, conformance of servers).
  static boolean isGzip(String fileName) {
    return extension(fileName).equals("svgz");
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

  /// Reads a table: in each line a type and its extensions, in lower case, separated by single
  /// spaces. An extension that is already known keeps its type.
  ///
  /// It is read at each start, so it goes over the text once and makes only what it keeps.
  private static void read(String resource, Map<String, String> types) {
    String table = text(resource);
    int start = 0;
    while (start < table.length()) {
      int newline = table.indexOf('\n', start);
      int end = newline < 0 ? table.length() : newline;
      if (end > start && table.charAt(start) != '#') {
        addLine(table, start, end, types);
      }
      start = end + 1;
    }
  }

  private static void addLine(String table, int start, int end, Map<String, String> types) {
    int space = table.indexOf(' ', start);
    String type = table.substring(start, space);
    if (type.startsWith("text/")) {
      // Text without a stated encoding is guessed at by each client in its own way.
      type += "; charset=utf-8";
    }
    while (space < end) {
      int next = table.indexOf(' ', space + 1);
      int wordEnd = next < 0 || next > end ? end : next;
      types.putIfAbsent(table.substring(space + 1, wordEnd), type);
      space = wordEnd;
    }
  }

  private static String text(String resource) {
    try (InputStream stream = MediaTypes.class.getResourceAsStream(resource)) {
      return new String(
          Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException("the table " + resource + " of this module", e);
    }
  }
}
