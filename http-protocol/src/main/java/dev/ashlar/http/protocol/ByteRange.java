package dev.ashlar.http.protocol;

/// A range of bytes of a representation, both ends included (RFC 9110 §14.1.2).
///
/// Immutable, safe for use by any thread.
///
/// @param first the offset of the first byte, 0 or more
/// @param last the offset of the last byte, `first` or more, but no more than a representation of
///   [Long#MAX_VALUE] bytes has
public record ByteRange(long first, long last) {
  /// Checks the ends.
  ///
  /// @throws IllegalArgumentException if `first` is negative or after `last`, or `last` is
  ///   [Long#MAX_VALUE]
  public ByteRange {
    if (first < 0 || last < first || last == Long.MAX_VALUE) {
      throw new IllegalArgumentException("no range of bytes: " + first + "-" + last);
    }
  }

  /// How many bytes it covers.
  public long length() {
    return last - first + 1;
  }

  /// The value of `Content-Range` for a response or a part that holds this range, such as `bytes
  /// 0-499/1234` (RFC 9110 §14.4).
  ///
  /// @param completeLength the length of the whole representation in bytes
  /// @throws IllegalArgumentException if the range does not end within that, which makes the value
  ///   invalid
  public String contentRange(long completeLength) {
    if (completeLength <= last) {
      throw new IllegalArgumentException(this + " is not within " + completeLength + " bytes");
    }
    return "bytes " + first + '-' + last + '/' + completeLength;
  }

  /// The range-spec, such as `0-499`.
  @Override
  public String toString() {
    return first + "-" + last;
  }
}
