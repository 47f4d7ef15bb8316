package dev.ashlar.http.server.uploads;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads dictionaries of structured fields (RFC 8941 §3.2), as far as digests need them: the values
/// of members are items, given as they are written, and parameters are left out.
final class Dictionary {
  /// A key; its value, if there is one: a string, byte sequence, or anything without separators;
  /// parameters. Possessive, so that no input takes more than one attempt.
  private static final Pattern MEMBER =
      Pattern.compile(
          """
          [a-z*][a-z0-9_.*-]*+\
          (?:=("(?:[^"\\\\]|\\\\["\\\\])*+"|:[A-Za-z0-9+/=]*+:|[A-Za-z0-9*?.+:/!#$%&'^_`|~-]++))?+\
          (?:;\\ *+[a-z*][a-z0-9_.*-]*+\
          (?:=(?:"(?:[^"\\\\]|\\\\["\\\\])*+"|:[A-Za-z0-9+/=]*+:|[A-Za-z0-9*?.+:/!#$%&'^_`|~-]++))?+)*+\
          """);

  private Dictionary() {}

  /// The members, by their keys; of those that come twice the last, as RFC 8941 §3.2 says.
  ///
  /// @return null if it is not well-formed, or has a list for a value
  static @Nullable Map<String, String> parse(String value) {
    Map<String, String> members = new HashMap<>();
    Matcher matcher = MEMBER.matcher(value);
    int at = skipSpace(value, 0);
    while (at < value.length()) {
      if (!matcher.region(at, value.length()).lookingAt()) {
        return null;
      }
      String member = matcher.group(1);
      members.put(key(matcher.group()), member == null ? "?1" : member);
      at = skipSpace(value, matcher.end());
      if (at == value.length()) {
        return members;
      }
      int next = skipSpace(value, at + 1);
      if (value.charAt(at) != ',' || next == value.length()) {
        return null;
      }
      at = next;
    }
    return members;
  }

  private static String key(String member) {
    int end = 0;
    while (end < member.length() && member.charAt(end) != '=' && member.charAt(end) != ';') {
      end++;
    }
    return member.substring(0, end);
  }

  private static int skipSpace(String value, int at) {
    int end = at;
    while (end < value.length() && (value.charAt(end) == ' ' || value.charAt(end) == '\t')) {
      end++;
    }
    return end;
  }
}
