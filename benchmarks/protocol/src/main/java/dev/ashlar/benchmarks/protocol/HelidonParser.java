package dev.ashlar.benchmarks.protocol;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.webserver.http1.Http1Headers;
import io.helidon.webserver.http1.Http1Prologue;
import java.nio.ByteBuffer;

/// Heads only: what reads chunks in Helidon cannot be used from outside. Its input is an array,
/// which its server makes for each read; here it is always the same.
final class HelidonParser {
  private static final int MAX_LINE = 8 << 10;
  private static final int MAX_FIELDS = 32 << 10;

  private final byte[] input;
  private final Http1Prologue prologue;
  private final Http1Headers headers;

  HelidonParser(Messages message) {
    ByteBuffer octets = message.inBuffer();
    input = new byte[octets.remaining()];
    octets.get(input);
    DataReader reader = DataReader.create(() -> input);
    prologue = new Http1Prologue(reader, MAX_LINE, true);
    headers = new Http1Headers(reader, MAX_FIELDS, true);
  }

  Asked parse() {
    HttpPrologue line = prologue.readPrologue();
    Headers fields = headers.readHeaders(line);
    return new Asked(
        line.method().text(),
        line.uriPath().rawPath(),
        fields.first(HeaderNames.HOST).orElse(null),
        fields.first(HeaderNames.ACCEPT_ENCODING).orElse(null),
        fields.first(HeaderNames.IF_NONE_MATCH).orElse(null));
  }
}
