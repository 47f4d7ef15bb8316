package dev.ashlar.benchmarks.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.infra.Blackhole;

/// Without the pipeline around it, which would cost it more.
final class NettyParser extends HttpRequestDecoder {
  private final ByteBuf input;
  private final List<Object> decoded = new ArrayList<>();

  NettyParser(Messages message) {
    input = Unpooled.wrappedBuffer(message.inBuffer());
  }

  Asked parse(Blackhole contents) throws Exception {
    input.readerIndex(0);
    decoded.clear();
    do {
      decode(null, input, decoded);
    } while (decoded.isEmpty() || !(decoded.getLast() instanceof LastHttpContent));
    HttpRequest head = (HttpRequest) decoded.getFirst();
    for (int i = 1; i < decoded.size(); i++) {
      HttpContent content = (HttpContent) decoded.get(i);
      contents.consume(content.content());
      content.release();
    }
    if (head.decoderResult().isFailure()) {
      throw new AssertionError(head);
    }
    return new Asked(
        head.method().name(),
        head.uri(),
        head.headers().get(HttpHeaderNames.HOST),
        head.headers().get(HttpHeaderNames.ACCEPT_ENCODING),
        head.headers().get(HttpHeaderNames.IF_NONE_MATCH));
  }
}
