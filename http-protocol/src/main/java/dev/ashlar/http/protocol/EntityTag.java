package dev.ashlar.http.protocol;

import org.jspecify.annotations.Nullable;

/// An entity tag: names one state of a representation (RFC 9110 §8.8.3). A strong one changes with
/// every change of a byte, a weak one only with changes that matter.
///
/// Immutable, safe for use by any thread.
///
/// @param opaque what stands between the quotes
/// @param weak whether it is written with the prefix `W/`
public record EntityTag(String opaque, boolean weak) {
  /// Checks the characters.
  ///
  /// @throws IllegalArgumentException if the opaque part has a character that an entity tag may not
  ///   have: a quote, white space, a control character, or one above U+00FF
  public EntityTag {
    for (int i = 0; i < opaque.length(); i++) {
      if (!FieldCursor.isEntityTagCharacter(opaque.charAt(i))) {
        throw new IllegalArgumentException("not a character of an entity tag: index " + i);
      }
    }
  }

  /// A strong entity tag.
  ///
  /// @throws IllegalArgumentException as the constructor does
  public static EntityTag strong(String opaque) {
    return new EntityTag(opaque, false);
  }

  /// A weak entity tag.
  ///
  /// @throws IllegalArgumentException as the constructor does
  public static EntityTag weak(String opaque) {
    return new EntityTag(opaque, true);
  }

  /// Parses `"xyzzy"` or `W/"xyzzy"`; null when it is not exactly one entity tag.
  public static @Nullable EntityTag parse(String value) {
    FieldCursor cursor = new FieldCursor(value);
    EntityTag tag = parse(cursor);
    return cursor.atEnd() ? tag : null;
  }

  /// entity-tag = [ weak ] opaque-tag; the weakness indicator is case-sensitive.
  static @Nullable EntityTag parse(FieldCursor cursor) {
    boolean weak = cursor.take('W');
    if (weak && !cursor.take('/')) {
      return null;
    }
    if (!cursor.take('"')) {
      return null;
    }
    String opaque = cursor.entityTagCharacters();
    return cursor.take('"') ? new EntityTag(opaque, weak) : null;
  }

  /// Strong comparison (RFC 9110 §8.8.3.2): both strong, and the same characters.
  public boolean strongMatches(EntityTag other) {
    return !weak && !other.weak && opaque.equals(other.opaque);
  }

  /// Weak comparison (RFC 9110 §8.8.3.2): the same characters, however strong each is.
  public boolean weakMatches(EntityTag other) {
    return opaque.equals(other.opaque);
  }

  /// The field value, such as `"xyzzy"` or `W/"xyzzy"`.
  @Override
  public String toString() {
    return weak ? "W/\"" + opaque + '"' : '"' + opaque + '"';
  }
}
