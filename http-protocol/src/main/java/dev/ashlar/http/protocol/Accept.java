package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The media types that a client accepts, from its `Accept` field (RFC 9110 §12.5.1).
///
/// A field that is absent accepts everything. So does one that is malformed, empty, or has more
/// than [#MAX_RANGES] elements: a server may disregard a field that it cannot use (RFC 9110
/// §12.5.1, §2.4), and a page in the wrong type serves a person better than none.
///
/// Immutable, safe for use by any thread.
public final class Accept {
  /// The most media ranges that one field may have.
  public static final int MAX_RANGES = 64;

  private static final Accept ANYTHING = new Accept(List.of());

  private final List<MediaRange> ranges;

  private Accept(List<MediaRange> ranges) {
    this.ranges = ranges;
  }

  /// Parses a field value, null when the request has none.
  public static Accept parse(@Nullable String value) {
    if (value == null) {
      return ANYTHING;
    }
    FieldCursor cursor = new FieldCursor(value);
    List<MediaRange> ranges = new ArrayList<>();
    while (cursor.toElement()) {
      MediaRange range = MediaRange.parse(cursor);
      if (range == null || !cursor.elementEnds() || ranges.size() == MAX_RANGES) {
        return ANYTHING;
      }
      ranges.add(range);
    }
    return ranges.isEmpty() ? ANYTHING : new Accept(List.copyOf(ranges));
  }

  /// The weight of a media type in thousandths: 0 is not acceptable, 1000 is best. The most
  /// specific range that matches it decides; the first of several that are equally specific.
  public int quality(MediaType mediaType) {
    if (ranges.isEmpty()) {
      return Weight.FULL;
    }
    int specificity = -1;
    int weight = 0;
    for (MediaRange range : ranges) {
      if (range.specificity() > specificity && range.matches(mediaType)) {
        specificity = range.specificity();
        weight = range.weight();
      }
    }
    return weight;
  }

  /// The available media type with the greatest weight, the first of several with the same; null
  /// when none is acceptable.
  ///
  /// @param available what the server can send, in its own order of preference
  public @Nullable MediaType preferred(List<MediaType> available) {
    return Weight.greatest(available, this::quality);
  }

  /// A field value that means the same.
  @Override
  public String toString() {
    if (ranges.isEmpty()) {
      return "*/*";
    }
    StringBuilder value = new StringBuilder();
    for (MediaRange range : ranges) {
      value.append(value.isEmpty() ? "" : ", ").append(range);
    }
    return value.toString();
  }

  /// media-range [ weight ], where `*`, a token like any other, stands for all types or subtypes.
  private record MediaRange(MediaType pattern, int weight) {
    static @Nullable MediaRange parse(FieldCursor cursor) {
      MediaType written = MediaType.parse(cursor);
      if (written == null || (isAny(written.type()) && !isAny(written.subtype()))) {
        return null;
      }
      int weight = Weight.of(written.parameters());
      return weight == Weight.MALFORMED ? null : new MediaRange(withoutWeight(written), weight);
    }

    /// A parameter named "q" is the weight, wherever it stands (RFC 9110 §12.5.1).
    private static MediaType withoutWeight(MediaType written) {
      if (!written.parameters().containsKey("q")) {
        return written;
      }
      Map<String, String> parameters = new LinkedHashMap<>(written.parameters());
      parameters.remove("q");
      return new MediaType(written.type(), written.subtype(), parameters);
    }

    private static boolean isAny(String typeOrSubtype) {
      return typeOrSubtype.equals("*");
    }

    /// Greater is more specific (RFC 9110 §12.5.1): a subtype counts for more than a type, both for
    /// more than any number of parameters.
    int specificity() {
      int named = (isAny(pattern.type()) ? 0 : 1) + (isAny(pattern.subtype()) ? 0 : 1);
      return named * (FieldCursor.MAX_PARAMETERS + 1) + pattern.parameters().size();
    }

    boolean matches(MediaType mediaType) {
      return (isAny(pattern.type()) || pattern.type().equals(mediaType.type()))
          && (isAny(pattern.subtype()) || pattern.subtype().equals(mediaType.subtype()))
          && mediaType.parameters().entrySet().containsAll(pattern.parameters().entrySet());
    }

    @Override
    public String toString() {
      return weight == Weight.FULL ? pattern.toString() : pattern + ";q=" + Weight.format(weight);
    }
  }
}
