package dev.ashlar.benchmarks.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What is parsed.
enum Messages {
  /// 27 octets.
  MINIMAL("GET / HTTP/1.1\nHost: a\n\n"),

  /// What a browser sends for a page that it has in its cache, some 700 octets.
  BROWSER(
      """
      GET /articles/2026/11/dressed-stone.html?from=index HTTP/1.1
      Host: www.example.com
      Connection: keep-alive
      Cache-Control: max-age=0
      sec-ch-ua: "Chromium";v="142", "Not_A Brand";v="99"
      sec-ch-ua-mobile: ?0
      sec-ch-ua-platform: "Linux"
      Upgrade-Insecure-Requests: 1
      User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8
      Sec-Fetch-Site: same-origin
      Sec-Fetch-Mode: navigate
      Sec-Fetch-Dest: document
      Referer: https://www.example.com/
      Accept-Encoding: gzip, deflate, br, zstd
      Accept-Language: en-GB,en;q=0.9
      If-None-Match: "5f2b-18c9a0"

      """),

  /// A head of 147 octets and eight chunks of 1 KiB.
  CHUNKED(
      """
      POST /uploads HTTP/1.1
      Host: www.example.com
      User-Agent: curl/8.11.0
      Accept: */*
      Content-Type: application/json
      Transfer-Encoding: chunked

      """
          + ("400\n" + "x".repeat(1024) + "\n").repeat(8)
          + "0\n\n");

  private final byte[] octets;

  Messages(String text) {
    octets = text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  /// The octets in a buffer such as one reads from a socket into.
  ByteBuffer inBuffer() {
    return ByteBuffer.allocateDirect(octets.length).put(octets).flip();
  }
}
