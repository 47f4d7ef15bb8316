package dev.ashlar.benchmarks.files.peers;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.MemoryCache;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/// Serves a folder with Helidon's static content feature and its cache of files in memory.
///
/// Its own access log writes through `java.util.logging`, one system call a line; a filter with a
/// buffer is kinder to it.
final class HelidonFiles {
  private HelidonFiles() {}

  /// @param arguments the folder, the port and the file of the access log
  public static void main(String[] arguments) throws Exception {
    AccessLog log = new AccessLog(Files.newBufferedWriter(Path.of(arguments[2])));
    FileSystemHandlerConfig files =
        FileSystemHandlerConfig.builder().location(Path.of(arguments[0])).build();
    WebServer.builder()
        .host("127.0.0.1")
        .port(Integer.parseInt(arguments[1]))
        .routing(routing -> routing.addFilter(log::filter))
        .addFeature(
            StaticContentFeature.builder().memoryCache(MemoryCache.create()).addPath(files).build())
        .build()
        .start();
  }

  private record AccessLog(BufferedWriter lines) {
    void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
      chain.proceed();
      String line =
          request.remotePeer().host()
              + " - - ["
              + Instant.now()
              + "] \""
              + request.prologue().method().text()
              + ' '
              + request.path().rawPath()
              + " HTTP/1.1\" "
              + response.status().code()
              + ' '
              + response.bytesWritten()
              + '\n';
      try {
        synchronized (lines) {
          lines.write(line);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }
}
