package dev.ashlar.http.protocol;

/// How much a request may have of everything. A line's octets include its CRLF; sections include
/// the empty line that ends them.
///
/// Immutable, safe for use by any thread.
///
/// @param requestLine octets of the request line; beyond is [Violation#REQUEST_LINE_TOO_LONG]
///   (414). RFC 9112 §3 recommends at least 8000
/// @param fieldLine octets of one field line, in the head or in the trailers; beyond is
///   [Violation#FIELD_LINE_TOO_LONG] (431)
/// @param fieldSection octets of all field lines of the head; beyond is
///   [Violation#FIELD_SECTION_TOO_LARGE] (431)
/// @param fields field lines in the head, and again in the trailers; beyond is
///   [Violation#TOO_MANY_FIELDS] (431)
/// @param chunkLine octets of the line with a chunk's size and extensions; beyond is
///   [Violation#CHUNK_LINE_TOO_LONG] (400)
/// @param chunkOverhead octets by which chunk extensions may outweigh the content they come with,
///   over a whole message; beyond is [Violation#CHUNK_OVERHEAD_TOO_LARGE] (400)
/// @param trailerSection octets of all trailer field lines, at most 65,535; beyond is
///   [Violation#TRAILER_SECTION_TOO_LARGE] (431)
/// @param content octets of the content without transfer coding; beyond is
///   [Violation#CONTENT_OVER_LIMIT] (413), as early as the head where it says the length
public record Limits(
    int requestLine,
    int fieldLine,
    int fieldSection,
    int fields,
    int chunkLine,
    int chunkOverhead,
    int trailerSection,
    long content) {

  /// 8 KiB for the request line and for one field line, 32 KiB and 100 fields for the head, 256
  /// octets for a chunk's line with 4 KiB of overhead, 8 KiB of trailers, content without limit.
  public static final Limits DEFAULT =
      new Limits(8 << 10, 8 << 10, 32 << 10, 100, 256, 4 << 10, 8 << 10, Long.MAX_VALUE);

  private static final int MAX_SECTION = 0xFFFF;

  /// Checks the limits.
  ///
  /// @throws IllegalArgumentException if one is negative or too small for any request, or if
  ///   request line and field section together, or the trailer section, may exceed 65,535 octets
  public Limits {
    require(requestLine >= 16, "requestLine is at least 16");
    require(fieldLine >= 2, "fieldLine is at least 2");
    require(fieldSection >= 2, "fieldSection is at least 2");
    require(fields >= 0, "fields is at least 0");
    require(chunkLine >= 3, "chunkLine is at least 3");
    require(chunkOverhead >= 0, "chunkOverhead is at least 0");
    require(trailerSection >= 2, "trailerSection is at least 2");
    require(content >= 0, "content is at least 0");
    require(
        (long) requestLine + fieldSection <= MAX_SECTION,
        "requestLine and fieldSection are together at most " + MAX_SECTION);
    require(trailerSection <= MAX_SECTION, "trailerSection is at most " + MAX_SECTION);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /// These limits with another one for the request line.
  public Limits withRequestLine(int octets) {
    return new Limits(
        octets, fieldLine, fieldSection, fields, chunkLine, chunkOverhead, trailerSection, content);
  }

  /// These limits with another one for a single field line.
  public Limits withFieldLine(int octets) {
    return new Limits(
        requestLine,
        octets,
        fieldSection,
        fields,
        chunkLine,
        chunkOverhead,
        trailerSection,
        content);
  }

  /// These limits with another one for all field lines.
  public Limits withFieldSection(int octets) {
    return new Limits(
        requestLine, fieldLine, octets, fields, chunkLine, chunkOverhead, trailerSection, content);
  }

  /// These limits with another number of fields.
  public Limits withFields(int count) {
    return new Limits(
        requestLine,
        fieldLine,
        fieldSection,
        count,
        chunkLine,
        chunkOverhead,
        trailerSection,
        content);
  }

  /// These limits with another one for a chunk's line.
  public Limits withChunkLine(int octets) {
    return new Limits(
        requestLine,
        fieldLine,
        fieldSection,
        fields,
        octets,
        chunkOverhead,
        trailerSection,
        content);
  }

  /// These limits with another one for what chunk extensions may add.
  public Limits withChunkOverhead(int octets) {
    return new Limits(
        requestLine, fieldLine, fieldSection, fields, chunkLine, octets, trailerSection, content);
  }

  /// These limits with another one for the trailers.
  public Limits withTrailerSection(int octets) {
    return new Limits(
        requestLine, fieldLine, fieldSection, fields, chunkLine, chunkOverhead, octets, content);
  }

  /// These limits with another one for the content.
  public Limits withContent(long octets) {
    return new Limits(
        requestLine,
        fieldLine,
        fieldSection,
        fields,
        chunkLine,
        chunkOverhead,
        trailerSection,
        octets);
  }
}
