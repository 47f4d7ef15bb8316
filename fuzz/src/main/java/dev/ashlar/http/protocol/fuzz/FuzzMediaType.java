package dev.ashlar.http.protocol.fuzz;

import dev.ashlar.http.protocol.Accept;
import dev.ashlar.http.protocol.AcceptEncoding;
import dev.ashlar.http.protocol.EntityTag;
import dev.ashlar.http.protocol.EntityTags;
import dev.ashlar.http.protocol.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A media type, and what shares its grammar: the fields of negotiation, and entity tags.
public final class FuzzMediaType {
  private static final List<MediaType> TYPES = List.of(MediaType.HTML, MediaType.JSON);
  private static final List<String> CODINGS = List.of("br", "gzip", AcceptEncoding.IDENTITY);

  private FuzzMediaType() {}

  /// Judges the value of a field.
  public static void fuzzerTestOneInput(byte[] data) {
    String value = new String(data, StandardCharsets.ISO_8859_1);
    MediaType type = MediaType.parse(value);
    if (type != null) {
      Claim.same(type, MediaType.parse(type.toString()), "media type");
      Claim.holds(type.sameEssence(MediaType.of(type.type(), type.subtype())), "essence");
      Claim.holds(type.parameters().size() <= 16, "too many parameters");
    }
    negotiateTypes(value, type == null ? MediaType.HTML : type);
    negotiateCodings(value);
    EntityTag tag = EntityTag.parse(value);
    Claim.same(tag, tag == null ? null : EntityTag.parse(tag.toString()), "entity tag");
    EntityTags tags = EntityTags.parse(value);
    Claim.same(tags, tags == null ? null : EntityTags.parse(tags.toString()), "entity tags");
  }

  private static void negotiateTypes(String value, MediaType type) {
    Accept accept = Accept.parse(value);
    Accept again = Accept.parse(accept.toString());
    isWeight(accept.quality(type));
    Claim.same(accept.quality(type), again.quality(type), "weight of " + type);
    Claim.same(accept.preferred(TYPES), again.preferred(TYPES), "preferred media type");
    Claim.same(accept.toString(), again.toString(), "Accept");
  }

  private static void negotiateCodings(String value) {
    AcceptEncoding accept = AcceptEncoding.parse(value);
    AcceptEncoding again = AcceptEncoding.parse(accept.toString());
    for (String coding : CODINGS) {
      isWeight(accept.quality(coding));
      Claim.same(accept.quality(coding), again.quality(coding), "weight of " + coding);
    }
    Claim.same(accept.preferred(CODINGS), again.preferred(CODINGS), "preferred coding");
    Claim.same(accept.toString(), again.toString(), "Accept-Encoding");
  }

  private static void isWeight(int quality) {
    Claim.holds(quality >= 0 && quality <= 1000, "not a weight: " + quality);
  }
}
