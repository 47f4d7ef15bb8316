package dev.ashlar.http.server.uploads;

import dev.ashlar.http.server.representation.ListingLook;
import dev.ashlar.http.server.uploads.UploadStore.Listed;
import dev.ashlar.http.server.uploads.UploadStore.Page;

/// A page of the uploads as HTML that works without scripts. It looks like a folder's listing.
final class UploadListHtml {
  private UploadListHtml() {}

  static String render(Page page, ListQuery query) {
    StringBuilder html = new StringBuilder(64 * 1024);
    html.append(
            """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <title>Uploads</title>
            <style>\
            """)
        .append(ListingLook.STYLE)
        .append(
            """
            </style>
            <h1>Uploads</h1>
            <p>Newest first, times in UTC</p>
            <table>
            <thead><tr><th scope="col">Name</th><th scope="col" class="number">Size</th>\
            <th scope="col" class="number">Time</th></tr></thead>
            <tbody>
            """);
    for (Listed upload : page.uploads()) {
      row(html, upload);
    }
    html.append("</tbody>\n</table>\n");
    foot(html, page, query);
    return html.append("</html>\n").toString();
  }

  private static void row(StringBuilder html, Listed upload) {
    html.append("<tr><td>");
    ListingLook.link(html, Answers.location(upload.id()), upload.id() + UploadId.SUFFIX);
    html.append("</td>");
    ListingLook.sizeAndTime(html, upload.size(), upload.id().time());
    html.append("</tr>\n");
  }

  private static void foot(StringBuilder html, Page page, ListQuery query) {
    if (query.after() == null && page.last() == null) {
      return;
    }
    html.append("<nav aria-label=\"Pages\"><p>");
    if (query.after() != null) {
      ListingLook.link(html, query.first(), "First");
      html.append(' ');
    }
    if (page.last() != null) {
      ListingLook.link(html, query.following(page.last()), "Next");
    }
    html.append("</p></nav>\n");
  }
}
