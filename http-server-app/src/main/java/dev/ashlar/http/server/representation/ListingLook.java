package dev.ashlar.http.server.representation;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;

/// How a listing looks, whatever is listed: one style, by day and by night, and how texts, sizes
/// and times are written.
public final class ListingLook {
  /// What stands in the page's only `style` element.
  public static final String STYLE =
      """
      :root{color-scheme:light dark}
      body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
      h1{font-size:1.5rem;overflow-wrap:anywhere}
      table{border-collapse:collapse;width:100%}
      th,td{padding:.25rem .5rem;text-align:left;border-bottom:1px solid #8884}
      td:first-child{overflow-wrap:anywhere}
      tbody tr:hover{background:#8882}
      .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
      """;

  /// Nothing but that style: what is listed can bring nothing in, whatever its name is.
  public static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  // A file may bear any date, and an instant lie in years that no calendar here has.
  private static final Instant EARLIEST = LocalDateTime.MIN.toInstant(ZoneOffset.UTC);
  private static final Instant LATEST = LocalDateTime.MAX.toInstant(ZoneOffset.UTC);

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private ListingLook() {}

  /// Adds text, in an element or in a quoted attribute.
  ///
  /// What turns the direction of writing is shown as unprintable: `gpj.exe` must not look like
  /// `exe.jpg`, nor a name change how the rest of the page reads.
  public static void text(StringBuilder html, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        case '\u202a',
            '\u202b',
            '\u202c',
            '\u202d',
            '\u202e',
            '\u2066',
            '\u2067',
            '\u2068',
            '\u2069' ->
            html.append('\ufffd');
        default -> html.append(c);
      }
    }
  }

  /// Adds a link.
  public static void link(StringBuilder html, String target, String text) {
    html.append("<a href=\"");
    text(html, target);
    html.append("\">");
    text(html, text);
    html.append("</a>");
  }

  /// Adds the cells of a size and a time to a row.
  public static void sizeAndTime(StringBuilder html, long bytes, Instant time) {
    html.append("<td class=\"number\"><data value=\"").append(bytes).append("\">");
    html.append(size(bytes)).append("</data></td>");
    time(html, time);
  }

  /// Adds the cell of a time to a row.
  public static void time(StringBuilder html, Instant time) {
    html.append("<td class=\"number\"><time datetime=\"").append(time);
    html.append("\">").append(TIME.format(within(time))).append("</time></td>");
  }

  private static Instant within(Instant time) {
    if (time.isBefore(EARLIEST)) {
      return EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }

  /// A size with three digits or so, in units of 1024.
  static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    // What would be rounded to 1024 is the next unit's 1.
    while (size >= 1023.95 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }

  private static String sha256(String text) {
    byte[] hash = Hash.SHA_256.of(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(hash);
  }
}
