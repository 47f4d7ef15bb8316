package dev.ashlar.benchmarks.protocol;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.openjdk.jmh.infra.Blackhole;

final class JettyParser implements HttpParser.RequestHandler {
  private static final int MAX_HEAD = 32 << 10;

  private final ByteBuffer input;
  private final HttpParser parser = new HttpParser(this, MAX_HEAD, HttpCompliance.RFC9110);
  private String method;
  private String uri;
  private HttpFields.Mutable fields;
  private Blackhole contents;
  private boolean complete;

  JettyParser(Messages message) {
    input = message.inBuffer();
  }

  Asked parse(Blackhole contents) {
    input.rewind();
    parser.reset();
    this.contents = contents;
    complete = false;
    while (!complete) {
      parser.parseNext(input);
    }
    return new Asked(
        method,
        uri,
        fields.get(HttpHeader.HOST),
        fields.get(HttpHeader.ACCEPT_ENCODING),
        fields.get(HttpHeader.IF_NONE_MATCH));
  }

  @Override
  public void startRequest(String method, String uri, HttpVersion version) {
    this.method = method;
    this.uri = uri;
    fields = HttpFields.build();
  }

  @Override
  public void parsedHeader(HttpField field) {
    fields.add(field);
  }

  @Override
  public boolean headerComplete() {
    return false;
  }

  @Override
  public boolean content(ByteBuffer piece) {
    contents.consume(piece);
    return false;
  }

  @Override
  public boolean contentComplete() {
    return false;
  }

  @Override
  public boolean messageComplete() {
    complete = true;
    return true;
  }

  @Override
  public void earlyEOF() {
    throw new AssertionError("early end");
  }

  @Override
  public void badMessage(HttpException failure) {
    throw new AssertionError(failure.getReason());
  }
}
