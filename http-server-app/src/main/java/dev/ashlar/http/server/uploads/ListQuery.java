package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.uploads.FieldReading.Malformed;
import dev.ashlar.http.server.uploads.FieldReading.Read;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which page of the uploads is asked for.
///
/// A page begins after an upload and not at a number, so it neither repeats nor skips any when
/// others arrive meanwhile.
///
/// @param limit the most uploads of a page, 1 to [#MAX_LIMIT]
/// @param after the last upload of the page before; null for the first page
record ListQuery(int limit, @Nullable UploadId after) {
  static final int DEFAULT_LIMIT = 100;
  static final int MAX_LIMIT = 1000;

  /// Reads a query. Unlike the query of a folder's listing it is refused if it is not understood:
  /// who asks is a program, which would take the first page for the next for ever.
  ///
  /// @param rawQuery null if there is none
  static FieldReading<ListQuery> parse(@Nullable String rawQuery) {
    ListQuery query = new ListQuery(DEFAULT_LIMIT, null);
    if (rawQuery == null || rawQuery.isEmpty()) {
      return new Read<>(query);
    }
    Set<String> seen = new HashSet<>();
    for (String parameter : rawQuery.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      if (!seen.add(name)) {
        return new Malformed<>("A parameter is given twice.");
      }
      switch (query.with(name, equals < 0 ? "" : parameter.substring(equals + 1))) {
        case Read<ListQuery>(ListQuery next) -> query = next;
        case Malformed<ListQuery> malformed -> {
          return malformed;
        }
      }
    }
    return new Read<>(query);
  }

  /// Nothing that is allowed in a value needs percent-encoding, so none is decoded.
  private FieldReading<ListQuery> with(String name, String value) {
    return switch (name) {
      case "limit" -> withLimit(value);
      case "after" -> withAfter(value);
      default -> new Malformed<>("The parameters are limit and after.");
    };
  }

  private FieldReading<ListQuery> withLimit(String value) {
    int number = value.matches("[0-9]{1,4}") ? Integer.parseInt(value) : 0;
    return number < 1 || number > MAX_LIMIT
        ? new Malformed<>("limit must be a number from 1 to " + MAX_LIMIT + ".")
        : new Read<>(new ListQuery(number, after));
  }

  private FieldReading<ListQuery> withAfter(String value) {
    UploadId id = UploadId.parse(value);
    return id == null
        ? new Malformed<>("after must be the ID of an upload.")
        : new Read<>(new ListQuery(limit, id));
  }

  /// The target of the page that begins after an upload.
  String following(UploadId last) {
    return first() + (limit == DEFAULT_LIMIT ? "?" : "&") + "after=" + last;
  }

  /// The target of the first page.
  String first() {
    return "/uploads" + (limit == DEFAULT_LIMIT ? "" : "?limit=" + limit);
  }
}
