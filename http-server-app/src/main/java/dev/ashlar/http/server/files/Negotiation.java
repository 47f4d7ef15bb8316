package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.AcceptEncoding;
import java.util.Comparator;
import java.util.List;

/// Which of a file's variants a client gets (RFC 9110 §12.5.3).
final class Negotiation {
  private Negotiation() {}

  /// The variant that the client likes best; of those it likes equally, the shortest.
  ///
  /// A client that accepts none of them gets the file as it is: RFC 9110 §12.4.1 lets a server
  /// disregard the field, which serves a client with an odd field better than an error.
  ///
  /// @param variants the file as it is among them
  static Variant choose(String acceptEncoding, List<Variant> variants) {
    AcceptEncoding accepted = AcceptEncoding.parse(acceptEncoding);
    return variants.stream()
        .filter(variant -> accepted.quality(variant.coding()) > 0)
        .max(
            Comparator.comparingInt((Variant variant) -> accepted.quality(variant.coding()))
                .thenComparing(variant -> variant.body().length(), Comparator.reverseOrder()))
        .orElse(variants.getFirst());
  }

  /// Whether the client would take gzip rather than the file as it is.
  static boolean prefersGzip(String acceptEncoding) {
    AcceptEncoding accepted = AcceptEncoding.parse(acceptEncoding);
    int gzip = accepted.quality("gzip");
    return gzip > 0 && gzip >= accepted.quality(AcceptEncoding.IDENTITY);
  }
}
