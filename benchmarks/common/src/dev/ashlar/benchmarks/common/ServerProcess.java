package dev.ashlar.benchmarks.common;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server in a process of its own, on a core of its own, seen as the operating system sees it.
public final class ServerProcess implements Closeable {
  /// The kernel counts processor time in hundredths of a second.
  private static final double TICKS_PER_SECOND = 100;

  private static final Pattern ADDRESS = Pattern.compile("http://[^ :]+:([0-9]+)/");

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Starts a server and waits for the line that tells its address.
  ///
  /// @param core the one that all its threads stay on
  /// @param errors where its standard error goes
  /// @param command must replace itself (`exec`) by what it starts, so that the process id is the
  ///   server's
  public static ServerProcess start(
      int core, Map<String, String> environment, Path errors, List<String> command)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", Integer.toString(core)));
    words.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    // A measurement that is killed must not leave it behind, to disturb the next one.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      BufferedReader output = process.inputReader();
      String banner = output.readLine();
      Matcher address = ADDRESS.matcher(String.valueOf(banner));
      if (!address.find()) {
        throw new IOException("The server says " + banner + ": " + Files.readString(errors));
      }
      return new ServerProcess(process, Integer.parseInt(address.group(1)));
    } catch (IOException | RuntimeException failure) {
      process.destroyForcibly();
      throw failure;
    }
  }

  /// Where it listens.
  public InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", port);
  }

  /// An absolute URL of a path of this server.
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// Its process id.
  public long pid() {
    return process.pid();
  }

  /// Processor time that it has used, in seconds, in user mode and in the kernel.
  public double processorSeconds() throws IOException {
    String stat = Files.readString(proc("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  /// Open file descriptors: connections, files and its own.
  public int openDescriptors() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc("fd"))) {
      for (Path ignored : descriptors) {
        count++;
      }
    }
    return count;
  }

  /// Open sockets, which is all but the constant part of [#openDescriptors] that are connections.
  public int openSockets() throws IOException {
    int count = 0;
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc("fd"))) {
      for (Path descriptor : descriptors) {
        try {
          if (Files.readSymbolicLink(descriptor).toString().startsWith("socket:")) {
            count++;
          }
        } catch (NoSuchFileException closedMeanwhile) {
          // One that need not be counted.
        }
      }
    }
    return count;
  }

  /// Resident memory in bytes.
  public long residentBytes() throws IOException {
    return Long.parseLong(Files.readString(proc("statm")).split(" ")[1]) * 4096;
  }

  /// What the JVM answers to a command of the JDK's `jcmd`.
  public String ask(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(pid()));
    command.addAll(List.of(words));
    return Command.run(command);
  }

  private Path proc(String file) {
    return Path.of("/proc", Long.toString(pid()), file);
  }

  /// Asks it to stop, and waits until it has.
  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("The server does not stop.");
      }
    } catch (InterruptedException interruption) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
