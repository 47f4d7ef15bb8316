package dev.ashlar.http.server.representation;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Fields;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.Status;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.ErrorResponse;
import dev.ashlar.http.server.api.Refusal;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.resources.Budget;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The memory of pages that are made anew for each request, such as the list of a folder.
///
/// A page may have a quarter of a megabyte and stays in memory until its client has read it, so two
/// thousand slow readers would fill the heap of the image. Therefore all pages share one budget,
/// and a request whose page does not fit into what is left is answered `503`.
///
/// Safe for use by several threads.
public final class PageMemory {
  private static final int PART_OF_HEAP = 16;

  private static final Refusal FULL =
      new Refusal(
          Refusal.Rule.QUOTA, "lists that clients have not read take all the memory for lists");

  private final Budget memory;

  /// @param bytes that all pages together may take, 0 or more
  public PageMemory(long bytes) {
    memory = new Budget(bytes);
  }

  /// A sixteenth of the heap: some 130 of the longest usual lists where it has 512 MiB.
  public static PageMemory ofHeap() {
    return new PageMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /// A response with a page, or `503` if there is no room for it.
  ///
  /// @param fields of the response with the page
  /// @param text of the page
  /// @param head of the request, for the form of the error
  public Response respond(Fields fields, String text, RequestHead head) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CloseAction giveBack = CloseAction.holding(memory, bytes.length);
    if (giveBack == null) {
      return tooMuchUnread(head, FULL);
    }
    Content page = new Content.Bytes(ByteBuffer.wrap(bytes));
    return new Response(Status.OK, fields, new Content.Sequence(List.of(page, giveBack)));
  }

  /// The answer where memory is taken by what clients have not read.
  public static Response tooMuchUnread(RequestHead head, Refusal refusal) {
    return ErrorResponse.of(Status.SERVICE_UNAVAILABLE, TooMuchUnreadException.DETAIL, head)
        .with(FieldName.RETRY_AFTER, "1")
        .refusing(refusal);
  }

  /// What is left, in bytes: for tests that count.
  long left() {
    return memory.left();
  }
}
