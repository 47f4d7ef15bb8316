package dev.ashlar.http.protocol;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The value of `If-Match` or `If-None-Match` (RFC 9110 §13.1.1, §13.1.2): any current
/// representation at all, or those with certain entity tags.
///
/// Immutable, safe for use by any thread.
public sealed interface EntityTags {
  /// `*`
  record Any() implements EntityTags {
    @Override
    public String toString() {
      return "*";
    }
  }

  /// A list of entity tags, which may be empty.
  ///
  /// @param tags in the order of the field
  record Listed(List<EntityTag> tags) implements EntityTags {
    /// Copies the list.
    public Listed {
      tags = List.copyOf(tags);
    }

    /// Whether one of them matches by the strong comparison, which `If-Match` requires.
    public boolean strongMatch(EntityTag current) {
      for (EntityTag tag : tags) {
        if (tag.strongMatches(current)) {
          return true;
        }
      }
      return false;
    }

    /// Whether one of them matches by the weak comparison, which `If-None-Match` requires.
    public boolean weakMatch(EntityTag current) {
      for (EntityTag tag : tags) {
        if (tag.weakMatches(current)) {
          return true;
        }
      }
      return false;
    }

    /// The field value.
    @Override
    public String toString() {
      StringBuilder value = new StringBuilder();
      for (EntityTag tag : tags) {
        value.append(value.isEmpty() ? "" : ", ").append(tag);
      }
      return value.toString();
    }
  }

  /// Parses a field value; null when it is malformed, one bad element among good ones included.
  static @Nullable EntityTags parse(String value) {
    FieldCursor cursor = new FieldCursor(value);
    if (cursor.take('*')) {
      return cursor.atEnd() ? new Any() : null;
    }
    List<EntityTag> tags = new ArrayList<>();
    while (cursor.toElement()) {
      EntityTag tag = EntityTag.parse(cursor);
      if (tag == null || !cursor.elementEnds()) {
        return null;
      }
      tags.add(tag);
    }
    return new Listed(tags);
  }
}
