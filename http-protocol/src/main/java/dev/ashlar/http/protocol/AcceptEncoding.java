package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The content codings that a client accepts, from its `Accept-Encoding` field (RFC 9110 §12.5.3).
/// Names are case-insensitive, and `x-gzip` and `x-compress` mean `gzip` and `compress` (§8.4.1).
///
/// A field that is absent accepts every coding, an empty one none but `identity`, which is the name
/// for no coding. A field that is malformed or has more than [#MAX_CODINGS] elements is treated as
/// absent (§2.4 leaves it to the recipient).
///
/// Immutable, safe for use by any thread.
public final class AcceptEncoding {
  /// The most codings that one field may have.
  public static final int MAX_CODINGS = 32;

  /// The name of no coding.
  public static final String IDENTITY = "identity";

  private static final AcceptEncoding ABSENT =
      new AcceptEncoding(List.of(new Coding(IDENTITY, Weight.FULL), new Coding("*", Weight.LEAST)));

  private final List<Coding> codings;

  private AcceptEncoding(List<Coding> codings) {
    this.codings = codings;
  }

  /// Parses a field value, null when the request has none.
  public static AcceptEncoding parse(@Nullable String value) {
    if (value == null) {
      return ABSENT;
    }
    FieldCursor cursor = new FieldCursor(value);
    List<Coding> codings = new ArrayList<>();
    while (cursor.toElement()) {
      Coding coding = Coding.parse(cursor);
      if (coding == null || !cursor.elementEnds() || codings.size() == MAX_CODINGS) {
        return ABSENT;
      }
      codings.add(coding);
    }
    return new AcceptEncoding(List.copyOf(codings));
  }

  /// The weight of a content coding in thousandths: 0 is not acceptable, 1000 is best. The first
  /// element with its name decides, else `*`, else it is not acceptable.
  ///
  /// `identity`, where neither names it, is acceptable, but with the least weight there is: a
  /// client that lists codings would rather have one of them. Where the field is absent it is the
  /// other way round: all are acceptable, but a client that has not said that it can decode gets
  /// none.
  ///
  /// @param coding the name of a coding, or [#IDENTITY]
  public int quality(String coding) {
    String name = canonical(coding);
    int wildcard = name.equals(IDENTITY) ? Weight.LEAST : 0;
    boolean wildcardSeen = false;
    for (Coding listed : codings) {
      if (listed.name().equals(name)) {
        return listed.weight();
      }
      if (listed.name().equals("*") && !wildcardSeen) {
        wildcard = listed.weight();
        wildcardSeen = true;
      }
    }
    return wildcard;
  }

  /// The available coding with the greatest weight, the first of several with the same; null when
  /// none is acceptable.
  ///
  /// @param available what the server can send, in its own order of preference; [#IDENTITY] among
  ///   them when it can send the representation as it is
  public @Nullable String preferred(List<String> available) {
    return Weight.greatest(available, this::quality);
  }

  /// A field value that means the same.
  @Override
  public String toString() {
    StringBuilder value = new StringBuilder();
    for (Coding coding : codings) {
      value.append(value.isEmpty() ? "" : ", ").append(coding);
    }
    return value.toString();
  }

  private static String canonical(String coding) {
    String name = coding.toLowerCase(Locale.ROOT);
    return switch (name) {
      case "x-gzip" -> "gzip";
      case "x-compress" -> "compress";
      default -> name;
    };
  }

  /// codings [ weight ], where codings = content-coding / "identity" / "*"
  private record Coding(String name, int weight) {
    static @Nullable Coding parse(FieldCursor cursor) {
      String name = cursor.token();
      Map<String, String> parameters = name == null ? null : cursor.parameters();
      if (name == null || parameters == null || !isWeightOnly(parameters)) {
        return null;
      }
      int weight = Weight.of(parameters);
      return weight == Weight.MALFORMED ? null : new Coding(canonical(name), weight);
    }

    private static boolean isWeightOnly(Map<String, String> parameters) {
      return parameters.isEmpty() || (parameters.size() == 1 && parameters.containsKey("q"));
    }

    @Override
    public String toString() {
      return weight == Weight.FULL ? name : name + ";q=" + Weight.format(weight);
    }
  }
}
