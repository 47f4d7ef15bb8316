package dev.ashlar.http.server.connection;

import dev.ashlar.http.protocol.HttpVersion;
import dev.ashlar.http.protocol.Method;
import dev.ashlar.http.protocol.ResponseFraming;
import dev.ashlar.http.server.api.Content;
import dev.ashlar.http.server.api.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends one response at a time, as fast as the client takes it, and can stop at any byte.
///
/// The head and as much of the content as fits share one buffer, so an ordinary response is one
/// write. Content in memory that has room in front of it takes the head in there instead, and the
/// beginning of a larger file leaves with the head ([Opening]). What does not fit is written from
/// where it lies, or handed to the kernel as a file region.
///
/// Used by the connection's owner only.
final class ResponseSender {
  /// How a call of [#send] ended.
  enum Outcome {
    /// The whole response has been handed to the kernel.
    SENT,
    /// The client takes no more for now.
    FULL,
    /// The next piece may block.
    MAY_BLOCK,
    /// A slice has been sent; others should have their turn.
    SLICE,
    /// The content ended before the announced length; only closing the connection can say so.
    CUT
  }

  /// The most that one turn sends of a large content, in bytes: some 350 µs of work. Smaller ones
  /// cost more turns for the same file; of larger ones a client's socket rarely takes more.
  static final long SLICE_BYTES = 2 << 20;

  // What sending a piece comes to, if it is not a number of bytes that have left.
  private static final long FULL = -1;
  private static final long CUT = -2;

  private final Opening opening;
  private final InlineBudget inlineBudget;
  private final Outgoing out;
  private final Unsent unsent = new Unsent();
  private final HeadRenderer head;
  private final SourceFramer framer;
  private @Nullable Content whole;

  /// Whether this turn is a worker's, who may wait for a disk.
  private boolean mayBlock;

  /// Whether who made the content has been told that the client does not read it.
  private boolean unread;

  private long totalBytes;

  /// @param fields that each response has
  /// @param share of its connection's selector
  ResponseSender(ResponseFields fields, LoopShare share) {
    this.opening = share.opening();
    this.inlineBudget = share.inlineBudget();
    this.out = new Outgoing(share.buffers());
    this.head = new HeadRenderer(fields, out);
    this.framer = new SourceFramer(share.buffers(), out, unsent);
  }

  /// Takes the content of the next response: from now on, [#finish] closes it, whatever fails.
  void take(Content content) {
    unsent.begin();
    whole = content;
  }

  /// Begins a response, after its content has been [taken][#take].
  ///
  /// @param requestsLeft as [HeadRenderer#render] takes it
  /// @throws IllegalArgumentException if the response holds fields that it may not hold, or its
  ///   status is not a final one; the response is to be ended by [#finish] all the same
  void start(Method method, HttpVersion version, Response response, int requestsLeft) {
    head.render(method, version, response, requestsLeft);
    if (head.framing() != ResponseFraming.NONE) {
      unsent.add(response.content());
    }
  }

  /// Begins an interim response, to be sent before the request's content is read.
  void startContinue() {
    head.renderContinue();
  }

  /// Sends what the client can take.
  ///
  /// @param mayBlock whether this thread may wait for a disk
  /// @throws IOException if the connection is broken
  /// @throws RuntimeException if the content is
  Outcome send(Transport transport, boolean mayBlock) throws IOException {
    this.mayBlock = mayBlock;
    // A head is not counted, or the last bytes of as large a file would take another turn.
    long budget = SLICE_BYTES + out.size();
    while (true) {
      Content content = unsent.first();
      ByteBuffer waiting = out.bytes();
      if (content != null && isNext(content, waiting, transport) && isForWorker(content)) {
        return Outcome.MAY_BLOCK;
      }
      long sent;
      if (waiting != null) {
        sent = sendBuffer(transport, waiting);
      } else if (content == null) {
        transport.sent();
        return Outcome.SENT;
      } else if (budget <= 0) {
        return Outcome.SLICE;
      } else {
        sent = sendPiece(transport, content, budget);
      }
      if (sent < 0) {
        return sent == FULL ? full() : Outcome.CUT;
      }
      budget -= sent;
    }
  }

  private Outcome full() {
    if (!unread) {
      unread = true;
      tell(whole, Content.Unread::begun);
    }
    return Outcome.FULL;
  }

  private static void tell(@Nullable Content content, Consumer<Content.Unread> news) {
    switch (content) {
      case Content.Bytes bytes -> news.accept(bytes.unread());
      case Content.Sequence sequence -> sequence.parts().forEach(part -> tell(part, news));
      case null, default -> {}
    }
  }

  /// Whether the next write needs bytes of this content: nothing else waits to leave, or what waits
  /// is a head that leaves together with the content's beginning.
  private boolean isNext(Content content, @Nullable ByteBuffer waiting, Transport transport) {
    return waiting == null
        || (content instanceof Content.FileRegion region
            && waiting.position() == 0
            && (fits(region) || opens(waiting, region, transport)));
  }

  /// Whether the beginning of the content leaves with the head.
  private boolean opens(ByteBuffer waiting, Content.FileRegion region, Transport transport) {
    return unsent.sent() == 0 && Opening.suits(waiting, region) && !transport.isCrowded();
  }

  private boolean fits(Content.FileRegion region) {
    return unsent.position() == 0 && out.fits(region.length());
  }

  private boolean isForWorker(Content content) {
    if (mayBlock) {
      return false;
    }
    return content instanceof Content.FileRegion region
        ? !inlineBudget.isLeft()
            || region.mayBlock(unsent.position(), Math.min(SLICE_BYTES, unsent.left()))
        : content.mayBlock();
  }

  private long sendBuffer(Transport transport, ByteBuffer waiting) throws IOException {
    Content content = unsent.first();
    if (content != null) {
      int written = writeTogether(transport, waiting, content);
      if (written >= 0) {
        return sentTogether(waiting, content, written);
      }
    }
    fill();
    int written = transport.write(waiting);
    totalBytes += written;
    if (waiting.hasRemaining()) {
      return FULL;
    }
    out.release();
    return written;
  }

  /// Writes what waits and the content behind it in one call, where one buffer can hold both.
  ///
  /// @return how many bytes of both the client took; -1 if no buffer can hold both, and nothing was
  ///   written
  private int writeTogether(Transport transport, ByteBuffer waiting, Content content)
      throws IOException {
    return switch (content) {
      case Content.Bytes bytes when unsent.position() == 0 ->
          bytes.headroom().write(waiting, transport);
      case Content.FileRegion region
          when opens(waiting, region, transport) && !isForWorker(region) -> {
        countInline(Opening.BYTES);
        yield opening.write(waiting, region, transport);
      }
      default -> -1;
    };
  }

  /// Notes what the client took of what waits and the content behind it.
  private long sentTogether(ByteBuffer waiting, Content content, int written) {
    totalBytes += written;
    int ofContent = written - waiting.remaining();
    if (ofContent < 0) {
      waiting.position(waiting.position() + written);
      return FULL;
    }
    out.release();
    unsent.advance(ofContent);
    long offered = content instanceof Content.FileRegion ? Opening.BYTES : content.length();
    return ofContent == offered ? written : FULL;
  }

  private long sendPiece(Transport transport, Content content, long budget) throws IOException {
    return switch (content) {
      case Content.Bytes bytes when !bytes.bytes().isDirect() -> copyBytes(bytes);
      case Content.Bytes bytes -> sendBytes(transport, bytes);
      case Content.FileRegion region -> sendRegion(transport, region, budget);
      case Content.Source source -> framer.next(source, head.framing(), head.writer()) ? 0 : CUT;
      case Content.Sequence sequence ->
          throw new IllegalStateException("not flattened: " + sequence);
    };
  }

  private long sendBytes(Transport transport, Content.Bytes bytes) throws IOException {
    ByteBuffer rest = bytes.bytes().duplicate().position((int) unsent.position());
    int written = transport.write(rest);
    totalBytes += written;
    unsent.advance(written);
    return rest.hasRemaining() ? FULL : written;
  }

  /// Bytes on the heap go through a pooled buffer, because the JDK would copy all of them at once
  /// into a buffer that it keeps for the thread.
  private long copyBytes(Content.Bytes bytes) {
    out.acquire(0).limit(0);
    append(bytes);
    return 0;
  }

  private long sendRegion(Transport transport, Content.FileRegion region, long budget)
      throws IOException {
    long wanted = Math.min(budget, unsent.left());
    long at = region.position() + unsent.position();
    long sent = wanted == 0 ? 0 : transport.transfer(region.file(), at, wanted);
    if (sent == 0 && wanted > 0) {
      return hasShrunk(region.file(), at) ? CUT : FULL;
    }
    totalBytes += sent;
    countInline(sent);
    unsent.advance(sent);
    // Less than wanted: asking again would only be told so.
    return sent < wanted ? FULL : sent;
  }

  private void countInline(long bytes) {
    if (!mayBlock) {
      inlineBudget.use(bytes);
    }
  }

  /// A transfer of nothing means a full socket, or that the file ends here by now.
  private static boolean hasShrunk(FileChannel file, long position) throws IOException {
    return file.size() <= position;
  }

  /// Puts what comes next behind what waits to be written, as far as there is room, so that both
  /// leave in one write.
  private void fill() {
    boolean more = true;
    while (more) {
      more =
          switch (unsent.first()) {
            case Content.Bytes bytes -> append(bytes);
            case Content.FileRegion region -> !isForWorker(region) && append(region);
            case null, default -> false;
          };
    }
  }

  private boolean append(Content.Bytes bytes) {
    int count = out.append(bytes.bytes(), (int) unsent.position());
    unsent.advance(count);
    return count > 0;
  }

  /// A small region is copied: a call of its own would cost more, and a packet of its own as well.
  private boolean append(Content.FileRegion region) {
    if (!fits(region) || !out.append(region)) {
      return false;
    }
    countInline(region.length());
    unsent.advance(region.length());
    return true;
  }

  /// Bytes of content handed to the kernel, or rendered into the buffer that is being written.
  long contentBytes() {
    return unsent.sent();
  }

  /// Bytes handed to the kernel since the connection began.
  long totalBytes() {
    return totalBytes;
  }

  /// Ends the response, sent or not: closes its content and gives the buffer back.
  void finish() throws IOException {
    if (head.isBroken() || out.bytes() != null || !unsent.isEmpty()) {
      head.reset();
    }
    unsent.clear();
    out.release();
    Content content = whole;
    whole = null;
    try {
      if (unread) {
        unread = false;
        tell(content, Content.Unread::ended);
      }
    } finally {
      if (content != null) {
        content.close();
      }
    }
  }
}
