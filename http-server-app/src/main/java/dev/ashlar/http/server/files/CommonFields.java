package dev.ashlar.http.server.files;

import dev.ashlar.http.protocol.Field;
import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Response;

/// The field lines that every file is sent with, whatever it is.
///
/// @param withContent for responses that carry content
/// @param always what the operator added; for every response of any kind
record CommonFields(Fields withContent, Fields always) {
  private static final FieldName CROSS_ORIGIN_RESOURCE_POLICY =
      FieldName.of("Cross-Origin-Resource-Policy");

  /// A file is what its type says, is not for other sites to embed, and links tell other sites no
  /// more than where they came from.
  private static final Fields DEFAULTS =
      Fields.of(
          FieldName.X_CONTENT_TYPE_OPTIONS,
          "nosniff",
          FieldName.REFERRER_POLICY,
          "strict-origin-when-cross-origin",
          CROSS_ORIGIN_RESOURCE_POLICY,
          "same-origin");

  /// The defaults, changed by what an operator wants otherwise: a field replaces the default of the
  /// same name, and an empty one removes it.
  static CommonFields of(Fields wanted) {
    Fields.Builder defaults = DEFAULTS.toBuilder();
    Fields.Builder added = Fields.builder();
    for (Field field : wanted) {
      defaults.remove(field.name());
      if (!field.value().isEmpty()) {
        added.add(field.name(), field.value());
      }
    }
    return new CommonFields(defaults.build(), added.build());
  }

  /// The same response with what the operator added, unless it says otherwise itself.
  Response addTo(Response response) {
    if (always.isEmpty()) {
      return response;
    }
    Fields.Builder fields = response.fields().toBuilder();
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
