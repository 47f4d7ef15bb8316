package dev.ashlar.http.server.files;

import dev.ashlar.http.security.FolderEntry;
import dev.ashlar.http.server.files.ListingQuery.Sort;
import dev.ashlar.http.server.representation.ListingLook;
import java.util.List;
import java.util.Locale;

/// A folder's page as HTML that works without scripts, with a screen reader, by day and by night.
final class FolderHtml {
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
    html.append("</title>\n<style>").append(ListingLook.STYLE).append("</style>\n<h1>");
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
    html.append("</td>");
    if (folder) {
      html.append("<td></td>");
      ListingLook.time(html, entry.lastModified());
    } else {
      ListingLook.sizeAndTime(html, entry.size(), entry.lastModified());
    }
    html.append("</tr>\n");
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
    ListingLook.link(html, target, text);
    html.append(after);
  }

  private void text(String text) {
    ListingLook.text(html, text);
  }
}
