package dev.ashlar.http.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// The Chromium that is installed, without a window, for all tests of a class. Where Chromium or
/// its driver is missing, the class is skipped and says so. Nothing is ever downloaded.
final class Browser implements BeforeAllCallback, AfterAllCallback {
  private static final Pattern RANGE = Pattern.compile("\"[Rr]ange\":\"(bytes=[^\"]*)\"");

  /// Selenium warns that it does not know the newest developer tools, which nothing here uses.
  private static final Logger TOOLS =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  private @Nullable ChromeDriver driver;
  private @Nullable Path profile;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    TOOLS.setLevel(Level.OFF);
    Path chromium = installed("chromium", "chromium-browser", "google-chrome");
    Path chromedriver = installed("chromedriver");
    Path empty = Files.createTempDirectory("ashlar-browser-");
    profile = empty;
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(chromium.toFile())
            .addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
                "--disable-sync",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + empty);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(chromedriver.toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().pageLoadTimeout(Wire.PATIENCE).scriptTimeout(Wire.PATIENCE);
  }

  /// The first of some programs that is on the PATH.
  private static Path installed(String... names) {
    Optional<Path> found =
        Stream.of(names)
            .flatMap(name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(
        found.isPresent(),
        () -> names[0] + " is not installed (Debian: chromium, chromium-driver)");
    return found.orElseThrow();
  }

  private ChromeDriver driver() {
    if (driver == null) {
      throw new IllegalStateException("the browser has not been started");
    }
    return driver;
  }

  /// Opens a page and waits until all that it names is loaded.
  void open(String url) {
    driver().get(url);
  }

  /// Runs a function body in the page, which calls `done` with its result.
  @Nullable Object run(String script) {
    return driver().executeAsyncScript("const done = arguments[0];" + script);
  }

  /// The page's text as it can be seen.
  String text() {
    return String.valueOf(run("done(document.body.innerText)"));
  }

  /// What was said on the console since the last call, by scripts or by the browser.
  List<String> console() {
    return driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::toString)
        .toList();
  }

  /// The Range fields of all requests since the last call.
  List<String> rangesAskedFor() {
    return driver().manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .flatMap(entry -> RANGE.matcher(entry.getMessage()).results())
        .map(field -> field.group(1))
        .toList();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (driver != null) {
      driver.quit();
    }
    if (profile != null) {
      try (Stream<Path> paths = Files.walk(profile)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    }
  }
}
