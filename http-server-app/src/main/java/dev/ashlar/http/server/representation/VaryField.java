package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.server.api.Response;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Keeps what is said in `Vary` in one line. Several lines mean the same (RFC 9110 §5.3), but nginx
/// before 1.23 keeps responses by the last one alone, and so gives gzip to clients that do not take
/// it.
public final class VaryField {
  private VaryField() {}

  /// The same fields with one line of `Vary` at most, in which no name is twice.
  public static Fields inOneLine(Fields fields) {
    String value = fields.value(FieldName.VARY);
    if (value == null) {
      return fields;
    }
    String names =
        Arrays.stream(value.split(",", -1))
            .map(String::strip)
            .distinct()
            .collect(Collectors.joining(", "));
    return fields.toBuilder().set(FieldName.VARY, names).build();
  }

  /// The same response, which depends on one more field of the request.
  public static Response add(Response response, FieldName name) {
    Fields fields = response.with(FieldName.VARY, name.name()).fields();
    return new Response(
        response.status(), inOneLine(fields), response.content(), response.refusal());
  }
}
