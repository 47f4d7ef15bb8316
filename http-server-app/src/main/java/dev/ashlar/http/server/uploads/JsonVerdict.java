package dev.ashlar.http.server.uploads;

/// What [JsonChecker] says about content.
sealed interface JsonVerdict {

  /// It is one JSON text, within the limits.
  record Valid() implements JsonVerdict {
    static final Valid INSTANCE = new Valid();
  }

  /// It is not.
  ///
  /// @param reason a sentence for people, without a full stop and without characters of the client
  ///   that would need escaping in a log
  /// @param line counts from 1; a line ends with LF, CR or CR LF
  /// @param column counts characters (code points) of the line from 1
  record Invalid(String reason, long line, long column) implements JsonVerdict {}
}
