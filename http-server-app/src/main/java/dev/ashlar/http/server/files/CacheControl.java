package dev.ashlar.http.server.files;

import java.util.List;
import java.util.regex.Pattern;

/// Which `Cache-Control` a file is sent with (RFC 9111 §5.2.2).
///
/// Unless a rule says otherwise: pages are revalidated at each use, since their names stay when
/// they change; a file whose name changes with its content is kept for good; anything else for a
/// day.
final class CacheControl {
  /// Stored, but validated before each use.
  static final String REVALIDATED = "no-cache";

  static final String ONE_DAY = "max-age=86400";

  /// RFC 8246.
  static final String IMMUTABLE = "max-age=31536000, immutable";

  /// A hash set off in a name: `app.3f2a9c1b.js`, `3f2a9c1b0d.css`, `app-3f2a9c1b.min.js`. What
  /// could be a word or a date is no hash: to keep a file for a day too long is worse than to ask
  /// for it once too often.
  private static final Pattern FINGERPRINT =
      Pattern.compile("(?:.*[._-])?(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{8,64}\\.[^/]*");

  private final List<Matcher> matchers;

  private record Matcher(Pattern path, String value) {}

  /// The defaults, after these rules.
  ///
  /// @param rules the first that matches wins
  CacheControl(List<CacheControlRule> rules) {
    matchers = rules.stream().map(rule -> new Matcher(rule.expression(), rule.value())).toList();
  }

  /// The value for a file.
  ///
  /// @param path decoded, beginning with a slash
  String of(String path, String contentType) {
    for (Matcher matcher : matchers) {
      if (matcher.path.matcher(path).matches()) {
        return matcher.value;
      }
    }
    if (MediaTypes.isHtml(contentType)) {
      return REVALIDATED;
    }
    return isFingerprinted(path.substring(path.lastIndexOf('/') + 1)) ? IMMUTABLE : ONE_DAY;
  }

  static boolean isFingerprinted(String name) {
    return FINGERPRINT.matcher(name).matches();
  }
}
