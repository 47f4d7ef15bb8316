package dev.ashlar.http.server.json;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What [JsonChecker] says about content.
public sealed interface JsonVerdict {

  /// It is one JSON text, within the limits.
  record Valid() implements JsonVerdict {
    static final Valid INSTANCE = new Valid();
  }

  /// It is not.
  ///
  /// @param line counts from 1; a line ends with LF, CR or CR LF
  /// @param column counts characters (code points) of the line from 1
  record Invalid(Reason reason, long line, long column) implements JsonVerdict {}

  /// Why it is not.
  ///
  /// @param text a sentence for people, without a full stop; may hold the client's characters,
  ///   which whoever prints it escapes
  /// @param limit which of [JsonLimits] is exceeded; null if the text is wrong for other reasons
  record Reason(String text, @Nullable Integer limit) {
    /// One that has to do with no limit.
    static Reason of(String text) {
      return new Reason(text, null);
    }

    /// A limit that is exceeded.
    ///
    /// @param format of a sentence with the limit in it
    @SuppressWarnings("AnnotateFormatMethod") // It would take a dependency.
    static Reason exceeded(String format, int limit) {
      return new Reason(String.format(Locale.ROOT, format, limit), limit);
    }
  }
}
