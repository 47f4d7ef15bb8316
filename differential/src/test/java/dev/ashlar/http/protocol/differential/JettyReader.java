package dev.ashlar.http.protocol.differential;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;

/// Jetty's `HttpParser`.
final class JettyReader extends Reader {
  private static final int MAX_HEAD = 32 << 10;

  private final HttpParser parser;
  private boolean complete;

  private JettyReader(HttpCompliance compliance) {
    parser = new HttpParser(new Reporter(), MAX_HEAD, compliance);
  }

  /// Configured as Jetty's server does it.
  static Reader strict() {
    return new JettyReader(HttpCompliance.RFC9110);
  }

  /// As lenient as it can be configured.
  static Reader lenient() {
    return new JettyReader(HttpCompliance.RFC2616_LEGACY);
  }

  @Override
  void accept(byte octet) {
    ByteBuffer input = ByteBuffer.wrap(new byte[] {octet});
    do {
      parser.parseNext(input);
      if (complete) {
        complete = false;
        parser.reset();
      }
      if (parser.isClose() || parser.isClosed()) {
        refuse();
      }
    } while (input.hasRemaining() && !isRefused());
  }

  private final class Reporter implements HttpParser.RequestHandler {
    @Override
    public void startRequest(String method, String uri, HttpVersion version) {}

    @Override
    public void parsedHeader(HttpField field) {}

    @Override
    public boolean headerComplete() {
      head();
      return false;
    }

    @Override
    public boolean content(ByteBuffer piece) {
      JettyReader.this.content(StandardCharsets.ISO_8859_1.decode(piece).toString());
      return false;
    }

    @Override
    public boolean contentComplete() {
      return false;
    }

    @Override
    public boolean messageComplete() {
      end();
      complete = true;
      return true;
    }

    @Override
    public void earlyEOF() {
      refuse();
    }

    @Override
    public void badMessage(HttpException failure) {
      refuse();
    }
  }
}
