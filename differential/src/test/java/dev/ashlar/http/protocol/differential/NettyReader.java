package dev.ashlar.http.protocol.differential;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;

/// Netty's `HttpRequestDecoder`.
final class NettyReader extends Reader {
  private final EmbeddedChannel channel;

  private NettyReader(HttpDecoderConfig config) {
    channel = new EmbeddedChannel(new HttpRequestDecoder(config));
  }

  /// Configured as it comes.
  static Reader strict() {
    return new NettyReader(new HttpDecoderConfig());
  }

  /// As lenient as it can be configured.
  static Reader lenient() {
    return new NettyReader(
        new HttpDecoderConfig()
            .setStrictLineParsing(false)
            .setUseRfc9112TransferEncoding(false)
            .setAllowDuplicateContentLengths(true)
            .setValidateHeaders(false));
  }

  @Override
  void accept(byte octet) {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {octet}));
    HttpObject decoded;
    while ((decoded = channel.readInbound()) != null) {
      report(decoded);
    }
  }

  @Override
  void close() {
    channel.finishAndReleaseAll();
  }

  private void report(HttpObject decoded) {
    if (decoded.decoderResult().isFailure()) {
      refuse();
    }
    if (decoded instanceof HttpRequest) {
      head();
    }
    if (decoded instanceof HttpContent piece) {
      content(piece.content().toString(StandardCharsets.ISO_8859_1));
      piece.release();
    }
    if (decoded instanceof LastHttpContent) {
      end();
    }
  }
}
