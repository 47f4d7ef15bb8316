package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import java.util.regex.Pattern;

/// A `Cache-Control` value for the files whose path matches a pattern.
///
/// In a pattern `*` stands for any characters but a slash, `**` for any characters, and `?` for one
/// that is not a slash. A pattern with a slash is matched against the file's path from the root
/// (`/assets/**`); one without against its name (`*.pdf`). A folder's index is
/// `/folder/index.html`. Upper and lower case differ.
///
/// @param pattern not empty
/// @param value of the field
public record CacheControlRule(String pattern, String value) {
  /// Checks both.
  ///
  /// @throws IllegalArgumentException if the pattern is empty, or the value is not one of a field
  public CacheControlRule {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("a Cache-Control pattern must not be empty");
    }
    value = new Field(FieldName.CACHE_CONTROL, value).value();
  }

  /// What a file's path from the root, decoded and with its first slash, is matched with.
  Pattern expression() {
    StringBuilder expression = new StringBuilder();
    if (pattern.indexOf('/') < 0) {
      expression.append(".*/");
    } else if (pattern.charAt(0) != '/') {
      // "assets/*" is meant from the root too.
      expression.append('/');
    }
    int[] characters = pattern.codePoints().toArray();
    for (int i = 0; i < characters.length; i++) {
      int c = characters[i];
      if (c == '*' && i + 1 < characters.length && characters[i + 1] == '*') {
        expression.append(".*");
        i++;
      } else if (c == '*') {
        expression.append("[^/]*");
      } else if (c == '?') {
        expression.append("[^/]");
      } else {
        expression.append(Pattern.quote(Character.toString(c)));
      }
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL);
  }
}
