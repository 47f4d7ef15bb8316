package dev.ashlar.benchmarks.files.peers;

import java.nio.file.Path;
import org.eclipse.jetty.server.AsyncRequestLogWriter;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.resource.ResourceFactory;

/// Serves a folder with Jetty's `ResourceHandler`, as the Operations and Programming Guides show
/// it: its cache is on by default, entity tags and the asynchronous request log are switched on.
final class JettyFiles {
  private JettyFiles() {}

  /// @param arguments the folder, the port and the file of the request log
  public static void main(String[] arguments) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    connector.setPort(Integer.parseInt(arguments[1]));
    server.addConnector(connector);
    ResourceHandler files = new ResourceHandler();
    files.setBaseResource(ResourceFactory.of(files).newResource(Path.of(arguments[0])));
    files.setEtags(true);
    server.setHandler(files);
    server.setRequestLog(
        new CustomRequestLog(
            new AsyncRequestLogWriter(arguments[2]), CustomRequestLog.NCSA_FORMAT));
    server.start();
    server.join();
  }
}
