package dev.ashlar.http.server.files;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A request with any of the fields that decide what is sent of a file, in words.
record Mixture(
    String method,
    String ifMatch,
    String ifUnmodifiedSince,
    String ifNoneMatch,
    String ifModifiedSince,
    String range,
    String ifRange,
    String encoding) {
  /// When the file was last modified.
  static final String EQUAL_DATE = "Fri, 02 Jan 2026 03:04:05 GMT";

  private static final String EARLIER_DATE = "Fri, 02 Jan 2026 03:04:04 GMT";
  private static final String LATER_DATE = "Fri, 02 Jan 2026 03:04:06 GMT";

  private static final List<String> METHODS = List.of("GET", "HEAD");
  private static final List<String> TAGS =
      List.of("", "*", "right", "weak right", "wrong", "list", "malformed");
  private static final List<String> DATES = List.of("", "earlier", "equal", "later");
  private static final List<String> RANGES =
      List.of("", "first", "last", "none", "two", "malformed", "unit");
  private static final List<String> IF_RANGES =
      List.of("", "right", "weak right", "wrong", "equal", "earlier", "later");

  /// A representation that a request selects.
  ///
  /// @param content an octet a character
  record Selected(String content, String coding, String tag) {
    boolean isWeak() {
      return tag.startsWith("W/");
    }
  }

  /// Gives every mixture, with each of these as `Accept-Encoding`; an empty one is none.
  static void forEach(List<String> encodings, Consumer<Mixture> consumer) {
    for (String method : METHODS) {
      for (String match : TAGS) {
        for (String unmodified : DATES) {
          for (String noneMatch : TAGS) {
            for (String modified : DATES) {
              for (String range : RANGES) {
                for (String ifRange : IF_RANGES) {
                  for (String encoding : encodings) {
                    consumer.accept(
                        new Mixture(
                            method,
                            match,
                            unmodified,
                            noneMatch,
                            modified,
                            range,
                            ifRange,
                            encoding));
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// The field lines.
  ///
  /// @param tag of the selected representation
  String[] fields(String tag) {
    List<String> fields = new ArrayList<>();
    add(fields, "If-Match", tag(ifMatch, tag));
    add(fields, "If-Unmodified-Since", date(ifUnmodifiedSince));
    add(fields, "If-None-Match", tag(ifNoneMatch, tag));
    add(fields, "If-Modified-Since", date(ifModifiedSince));
    add(fields, "Range", rangeValue());
    add(fields, "If-Range", tag(ifRange, tag) + date(ifRange));
    add(fields, "Accept-Encoding", encoding);
    return fields.toArray(String[]::new);
  }

  private static void add(List<String> fields, String name, String value) {
    if (!value.isEmpty()) {
      fields.add(name + ": " + value);
    }
  }

  private static String tag(String word, String tag) {
    return switch (word) {
      case "*" -> "*";
      case "right" -> tag;
      case "weak right" -> tag.startsWith("W/") ? tag : "W/" + tag;
      case "wrong" -> "\"wrong\"";
      case "list" -> "\"wrong\", " + tag + ", W/\"worse\"";
      case "malformed" -> "no tag";
      default -> "";
    };
  }

  private static String date(String word) {
    return switch (word) {
      case "earlier" -> EARLIER_DATE;
      case "equal" -> EQUAL_DATE;
      case "later" -> LATER_DATE;
      default -> "";
    };
  }

  private String rangeValue() {
    return switch (range) {
      case "first" -> "bytes=0-1";
      case "last" -> "bytes=-1";
      case "none" -> "bytes=10000-";
      case "two" -> "bytes=0-0,3-3";
      case "malformed" -> "bytes=2-1";
      case "unit" -> "lines=1-2";
      default -> "";
    };
  }
}
