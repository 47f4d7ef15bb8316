package dev.ashlar.http.server.files;

import dev.ashlar.http.security.FolderEntry;
import dev.ashlar.http.server.files.ListingQuery.Sort;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// A folder's page as HTML that works without scripts, with a screen reader, by day and by night.
final class FolderHtml {
  private static final String STYLE =
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

  /// Nothing but its own style: a file's name can bring nothing in, whatever it is.
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'sha256-"
          + sha256(STYLE)
          + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private final FolderPage page;
  private final StringBuilder html = new StringBuilder(64 * 1024);

  private FolderHtml(FolderPage page) {
    this.page = page;
  }

  static String render(FolderPage page) {
    FolderHtml folder = new FolderHtml(page);
    folder.head();
    folder.table();
    folder.foot();
    return folder.html.toString();
  }

  private void head() {
    html.append(
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>\
        """);
    text("/" + String.join("/", page.segments()));
    html.append("</title>\n<style>").append(STYLE).append("</style>\n<h1>");
    crumbs();
    html.append("</h1>\n<p>").append(String.format(Locale.ROOT, "%,d", page.total()));
    html.append(page.total() == 1 ? " entry" : " entries").append(", times in UTC</p>\n");
  }

  /// Each folder on the way here is a link to it; this one is not.
  private void crumbs() {
    List<String> segments = page.segments();
    if (segments.isEmpty()) {
      html.append('/');
      return;
    }
    link("/", "root", "");
    for (int i = 0; i < segments.size(); i++) {
      html.append("/\u200b");
      if (i < segments.size() - 1) {
        link(RawPath.of(segments.subList(0, i + 1), true), segments.get(i), "");
      } else {
        text(segments.get(i));
      }
    }
  }

  private void table() {
    html.append("<table>\n<thead><tr>");
    heading(Sort.NAME, "Name", "");
    heading(Sort.SIZE, "Size", " class=\"number\"");
    heading(Sort.MODIFIED, "Modified", " class=\"number\"");
    html.append("</tr></thead>\n<tbody>\n");
    for (FolderEntry entry : page.entries()) {
      row(entry);
    }
    html.append("</tbody>\n</table>\n");
  }

  private void heading(Sort sort, String title, String attributes) {
    boolean current = page.query().sort() == sort;
    boolean descending = page.query().descending();
    html.append("<th scope=\"col\"").append(attributes);
    if (current) {
      html.append(" aria-sort=\"").append(descending ? "descending" : "ascending").append('"');
    }
    html.append('>');
    link(page.query().sorted(sort, current && !descending), title, "");
    if (current) {
      html.append("<span aria-hidden=\"true\"> ").append(descending ? '▾' : '▴').append("</span>");
    }
    html.append("</th>");
  }

  private void row(FolderEntry entry) {
    boolean folder = entry.kind() == FolderEntry.Kind.FOLDER;
    // "./", or "a:b" would be taken for a scheme (RFC 3986 §4.2).
    StringBuilder target = new StringBuilder("./");
    RawPath.encode(entry.name(), target);
    html.append("<tr><td>");
    link(target + (folder ? "/" : ""), entry.name(), folder ? "/" : "");
    html.append("</td><td class=\"number\">");
    if (!folder) {
      html.append("<data value=\"").append(entry.size()).append("\">");
      html.append(size(entry.size())).append("</data>");
    }
    html.append("</td><td class=\"number\"><time datetime=\"").append(entry.lastModified());
    html.append("\">").append(TIME.format(entry.lastModified())).append("</time></td></tr>\n");
  }

  private void foot() {
    if (page.query().after() != null || page.more()) {
      html.append("<nav aria-label=\"Pages\"><p>");
      if (page.query().after() != null) {
        link(page.query().sorted(page.query().sort(), page.query().descending()), "First", " ");
      }
      if (page.more()) {
        link(page.query().following(page.entries().getLast()), "Next", "");
      }
      html.append("</p></nav>\n");
    }
    html.append("</html>\n");
  }

  private void link(String target, String text, String after) {
    html.append("<a href=\"");
    text(target);
    html.append("\">");
    text(text);
    html.append("</a>").append(after);
  }

  private void text(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
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
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
