package dev.ashlar.http.server;

import dev.ashlar.http.server.observe.LogLevel;
import dev.ashlar.http.server.observe.Logging;
import dev.ashlar.http.server.options.CommandException;
import dev.ashlar.http.server.options.CommandException.Fault;
import dev.ashlar.http.server.options.FileProblem;
import dev.ashlar.http.server.options.Parsed;
import dev.ashlar.http.server.options.Settings;
import java.io.Console;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The command `ashlar`.
///
/// Exit status 0 after help, or a stop by SIGTERM, SIGINT or SIGHUP; 1 if the port is taken, a
/// folder or a file cannot be used, or memory or threads do not suffice; 2 for a bad option. What
/// is wrong is one line on standard error.
public final class Main {
  /// Where the runtime image is; its launcher says it.
  private static final String HOME = "ashlar.home";

  /// Whether the collector leaves the heap to grow; the launcher says it.
  private static final String PACED = "ashlar.heap.paced";

  private static final String WELCOME = "welcome";

  private Main() {}

  /// Runs the command. Returns when the server accepts connections, and the process lives on; where
  /// the launcher has the heap paced, this thread does that, and does not return.
  ///
  /// @param arguments as `--help` explains
  public static void main(String[] arguments) {
    if (starts(arguments) && Boolean.getBoolean(PACED)) {
      HeapPacer.ofThisProcess().run();
    }
  }

  /// Returns whether a server runs now. Exits if that was asked for and is not so.
  private static boolean starts(String[] arguments) {
    try {
      switch (ServerCommand.COMMAND.parse(List.of(arguments), System.getenv())) {
        case Parsed.Help() -> System.out.print(ServerCommand.COMMAND.help(isTerminal()));
        case Parsed.Version() -> System.out.println(Version.text());
        case Settings settings -> {
          settings.doubts().forEach(Main::say);
          serve(new ServerSettings(settings, welcome()));
          return true;
        }
      }
    } catch (CommandException e) {
      say(String.valueOf(e.getMessage()));
      System.exit(
          switch (e.fault()) {
            case OPTION -> 2;
            case MACHINE -> 1;
          });
    } catch (OutOfMemoryError e) {
      say("There is not enough memory, or no more threads: " + e.getMessage());
      System.exit(1);
    }
    return false;
  }

  private static void say(String sentence) {
    System.err.println("ashlar: " + Line.of(sentence));
  }

  /// There is no console without a terminal where the JDK's own is in use, as in JDK 25 by default.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private static Optional<Path> welcome() {
    return Optional.ofNullable(System.getProperty(HOME)).map(home -> Path.of(home, WELCOME));
  }

  private static void serve(ServerSettings settings) throws CommandException {
    ServerOptions options = settings.options();
    HttpServer server = start(options, settings.logLevel());
    Runtime.getRuntime().addShutdownHook(new Thread(new Stop(server, options.drain()), "stop"));
    System.out.println(Banner.of(Version.number(), options.directory(), server.address()));
  }

  private static HttpServer start(ServerOptions options, LogLevel level) throws CommandException {
    try {
      Logging.install(level);
      return HttpServer.start(options);
    } catch (IOException problem) {
      Logging.shutDown();
      throw new CommandException(Fault.MACHINE, describe(problem));
    } catch (OutOfMemoryError tooMuch) {
      Logging.shutDown();
      throw tooMuch;
    }
  }

  /// An exception of the file system says by its type what is wrong, and only names the file.
  private static String describe(IOException problem) {
    return problem instanceof FileSystemException named
        ? named.getFile() + ": " + FileProblem.describe(problem)
        : String.valueOf(problem.getMessage());
  }
}
