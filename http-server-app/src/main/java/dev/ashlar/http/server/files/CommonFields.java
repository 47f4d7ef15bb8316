package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Response;
import java.util.HashSet;
import java.util.Set;

/// The field lines that every file is sent with, whatever it is.
///
/// @param withContent for responses that carry content
/// @param always what the operator added; for every response of any kind
/// @param removed what the operator took away from every response of any kind
record CommonFields(Fields withContent, Fields always, Set<FieldName> removed) {
  private static final FieldName CROSS_ORIGIN_RESOURCE_POLICY =
      FieldName.of("Cross-Origin-Resource-Policy");

  /// Browsers take a file for what its type says, other sites cannot embed it, and who follows a
  /// link to another site tells that site this one's origin and no more.
  private static final Fields DEFAULTS =
      Fields.of(
          FieldName.X_CONTENT_TYPE_OPTIONS,
          "nosniff",
          FieldName.REFERRER_POLICY,
          "strict-origin-when-cross-origin",
          CROSS_ORIGIN_RESOURCE_POLICY,
          "same-origin");

  /// The fields that an operator can take away: the server sets them because that is wise. All
  /// others describe the response, which would be wrong without them.
  private static final Set<FieldName> REMOVABLE =
      Set.of(
          FieldName.CACHE_CONTROL,
          FieldName.CONTENT_SECURITY_POLICY,
          FieldName.REFERRER_POLICY,
          FieldName.X_CONTENT_TYPE_OPTIONS,
          CROSS_ORIGIN_RESOURCE_POLICY);

  /// The defaults, changed by what an operator wants otherwise: a field replaces the default of the
  /// same name, and an empty one removes it. What comes later counts: an empty field takes away
  /// what was added before, and can be followed by another.
  static CommonFields of(Fields wanted) {
    Fields.Builder defaults = DEFAULTS.toBuilder();
    Fields.Builder added = Fields.builder();
    Set<FieldName> removed = new HashSet<>();
    for (Field field : wanted) {
      defaults.remove(field.name());
      if (!field.value().isEmpty()) {
        added.add(field.name(), field.value());
        removed.remove(field.name());
      } else {
        added.remove(field.name());
        if (REMOVABLE.contains(field.name())) {
          removed.add(field.name());
        }
      }
    }
    return new CommonFields(defaults.build(), added.build(), Set.copyOf(removed));
  }

  /// Whether the operator has decided on a field, whatever a file's own would be.
  boolean decides(FieldName name) {
    return always.has(name) || removed.contains(name);
  }

  /// The same response without what the operator took away, and with what the operator added unless
  /// it says otherwise itself.
  Response addTo(Response response) {
    if (always.isEmpty() && removed.isEmpty()) {
      return response;
    }
    Fields.Builder fields = response.fields().toBuilder();
    removed.forEach(fields::remove);
    for (Field field : always) {
      if (!response.fields().has(field.name())) {
        fields.add(field.name(), field.value());
      }
    }
    return new Response(response.status(), fields.build(), response.content(), response.refusal());
  }

  /// All of them.
  Fields all() {
    return withContent.toBuilder().addAll(always).build();
  }
}
