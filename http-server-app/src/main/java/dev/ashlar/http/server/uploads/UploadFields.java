package dev.ashlar.http.server.uploads;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the field lines of an upload say of it, beside its type and length.
///
/// @param key its idempotency key, hashed; null without one
/// @param digests that its content must have
record UploadFields(@Nullable Sha256 key, List<Digest> digests) {
  /// Copies the list.
  UploadFields {
    digests = List.copyOf(digests);
  }

  /// Reads the fields of a request's head.
  static FieldReading<UploadFields> of(RequestHead head) {
    Sha256 key = null;
    if (head.has(IdempotencyKey.NAME)) {
      switch (IdempotencyKey.parse(head.values(IdempotencyKey.NAME))) {
        case Read<Sha256>(Sha256 hash) -> key = hash;
        case Malformed<Sha256>(String detail) -> {
          return new Malformed<>(detail);
        }
      }
    }
    return new UploadFields(key, List.of()).withDigests(head.fields());
  }

  /// Adds the digests that fields give: content is stored as it is received, so `Content-Digest`
  /// and `Repr-Digest` mean the same (RFC 9530 §2, §3). Both may come in the trailer section too.
  FieldReading<UploadFields> withDigests(Fields fields) {
    UploadFields all = this;
    for (FieldName name : Digest.FIELDS) {
      String value = fields.value(name);
      if (value != null) {
        switch (Digest.parse(name, value)) {
          case Read<List<Digest>>(List<Digest> found) -> all = all.with(found);
          case Malformed<List<Digest>>(String detail) -> {
            return new Malformed<>(detail);
          }
        }
      }
    }
    return new Read<>(all);
  }

  private UploadFields with(List<Digest> more) {
    return new UploadFields(key, Stream.concat(digests.stream(), more.stream()).toList());
  }
}
