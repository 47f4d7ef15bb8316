package dev.ashlar.http.server.files;

import dev.ashlar.http.security.FolderEntry;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What part of a folder is asked for: in which order, and where to begin.
///
/// A page begins after an entry and not at a number, so it neither repeats nor skips what others
/// add or remove meanwhile, and the last page costs no more memory than the first.
///
/// @param sort what the entries are ordered by
/// @param descending whether the greatest comes first
/// @param limit the most entries of a page, 1 to [#MAX_LIMIT]
/// @param after the last entry of the page before; null for the first page
record ListingQuery(Sort sort, boolean descending, int limit, @Nullable Place after) {
  static final int DEFAULT_LIMIT = 500;
  static final int MAX_LIMIT = 1000;

  /// What entries are ordered by.
  enum Sort {
    /// The name, without regard to case.
    NAME,
    /// The size; folders have none.
    SIZE,
    /// The time of the last modification.
    MODIFIED;

    /// As it is written in a query.
    String parameter() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// Where an entry stands in the order.
  ///
  /// @param folder folders come first
  /// @param key the size in bytes, or the time in milliseconds; 0 in the order of names
  /// @param name decides between equal keys
  record Place(boolean folder, long key, String name) {
    private static final Instant EARLIEST = Instant.ofEpochMilli(Long.MIN_VALUE);
    private static final Instant LATEST = Instant.ofEpochMilli(Long.MAX_VALUE);

    private static final Comparator<String> BY_NAME =
        String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    static Place of(FolderEntry entry, Sort sort) {
      boolean folder = entry.kind() == FolderEntry.Kind.FOLDER;
      long key =
          switch (sort) {
            case NAME -> 0;
            case SIZE -> folder ? 0 : entry.size();
            case MODIFIED -> millis(entry.lastModified());
          };
      return new Place(folder, key, entry.name());
    }

    /// A file may bear a date that a `long` cannot count to.
    private static long millis(Instant time) {
      if (time.isBefore(EARLIEST)) {
        return Long.MIN_VALUE;
      }
      return time.isAfter(LATEST) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    /// As it is written in a query: `1234:name`, with a slash at the end for a folder.
    @Override
    public String toString() {
      return key + ":" + name + (folder ? "/" : "");
    }

    static @Nullable Place parse(String text) {
      int colon = text.indexOf(':');
      if (colon < 0) {
        return null;
      }
      boolean folder = text.endsWith("/");
      String name = text.substring(colon + 1, text.length() - (folder ? 1 : 0));
      try {
        return new Place(folder, Long.parseLong(text, 0, colon, 10), name);
      } catch (NumberFormatException e) {
        return null;
      }
    }

    private static final Comparator<Place> BY_KEY =
        Comparator.comparingLong(Place::key).thenComparing(Place::name, BY_NAME);

    private static final Comparator<Place> FOLDERS_FIRST =
        Comparator.comparing(Place::folder, Comparator.reverseOrder());

    /// The order of a listing.
    static Comparator<Place> order(boolean descending) {
      return FOLDERS_FIRST.thenComparing(descending ? BY_KEY.reversed() : BY_KEY);
    }
  }

  /// Reads a query. What it does not understand it takes for the default: whoever typed it sees at
  /// once what came of it.
  static ListingQuery parse(@Nullable String rawQuery) {
    Sort sort = Sort.NAME;
    boolean descending = false;
    int limit = DEFAULT_LIMIT;
    Place after = null;
    for (String parameter : rawQuery == null ? new String[0] : rawQuery.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String value = equals < 0 ? "" : decode(parameter.substring(equals + 1));
      switch (equals < 0 ? parameter : parameter.substring(0, equals)) {
        case "sort" -> sort = sort(value);
        case "order" -> descending = value.equals("desc");
        case "limit" -> limit = limit(value);
        case "after" -> after = Place.parse(value);
        default -> {}
      }
    }
    return new ListingQuery(sort, descending, limit, after);
  }

  /// Percent-encoding is well-formed in every target that the parser lets through.
  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static Sort sort(String value) {
    for (Sort sort : Sort.values()) {
      if (sort.parameter().equals(value)) {
        return sort;
      }
    }
    return Sort.NAME;
  }

  private static int limit(String value) {
    try {
      return Math.clamp(Integer.parseInt(value), 1, MAX_LIMIT);
    } catch (NumberFormatException e) {
      return DEFAULT_LIMIT;
    }
  }

  /// The query for another order, from the first page.
  String sorted(Sort by, boolean downwards) {
    return "?sort="
        + by.parameter()
        + (downwards ? "&order=desc" : "")
        + (limit == DEFAULT_LIMIT ? "" : "&limit=" + limit);
  }

  /// The query for the page after an entry.
  String following(FolderEntry entry) {
    return sorted(sort, descending)
        + "&after="
        + URLEncoder.encode(Place.of(entry, sort).toString(), StandardCharsets.UTF_8);
  }
}
