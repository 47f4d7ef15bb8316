package dev.ashlar.http.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.ashlar.http.protocol.FieldName;
import dev.ashlar.http.protocol.Limits;
import dev.ashlar.http.protocol.RequestHead;
import dev.ashlar.http.protocol.RequestParser;
import dev.ashlar.http.security.ConfinedDirectory;
import dev.ashlar.http.security.LinkPolicy;
import dev.ashlar.http.security.PathPolicy;
import dev.ashlar.http.server.api.ConnectionInfo;
import dev.ashlar.http.server.api.Request;
import dev.ashlar.http.server.api.Response;
import dev.ashlar.http.server.files.FileOptions;
import dev.ashlar.http.server.files.StaticFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
  private static final ConnectionInfo CONNECTION =
      new ConnectionInfo(
          1,
          InetSocketAddress.createUnresolved("client", 1),
          InetSocketAddress.createUnresolved("server", 2));

  @TempDir Path folder;

  /// The two ways to say so mean the same (RFC 9112 §3.2.4); `/` is a resource like any other.
  @ParameterizedTest
  @CsvSource({
    "*, 'GET, HEAD, POST, OPTIONS'",
    "http://a.example, 'GET, HEAD, POST, OPTIONS'",
    "http://a.example/, 'GET, HEAD, OPTIONS'",
    "/, 'GET, HEAD, OPTIONS'"
  })
  void answersForTheServerAsAWhole(String target, String allow) throws IOException {
    try (ConfinedDirectory directory = ConfinedDirectory.open(folder, LinkPolicy.INSIDE);
        StaticFiles files = new StaticFiles(directory, FileOptions.DEFAULTS)) {
      Site site = new Site(files, Optional.empty(), new PathPolicy());
      Response response = assertInstanceOf(Response.class, site.handle(options(target)));
      assertEquals(204, response.status().code());
      assertEquals(allow, response.fields().value(FieldName.ALLOW));
    }
  }

  private static Request options(String target) {
    String text = "OPTIONS " + target + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    RequestParser parser = new RequestParser(Limits.DEFAULT);
    return new Request(assertInstanceOf(RequestHead.class, parser.parse(octets)), CONNECTION, 1);
  }
}
