package dev.ashlar.http.protocol.fuzz;

/// A connection's octets, of any kind: whatever comes of them comes of them however they are split,
/// and every request among them can be rendered and read again.
public final class FuzzRequest {
  private FuzzRequest() {}

  /// Judges the octets of a connection.
  public static void fuzzerTestOneInput(byte[] data) {
    Judge.stream(data);
  }
}
