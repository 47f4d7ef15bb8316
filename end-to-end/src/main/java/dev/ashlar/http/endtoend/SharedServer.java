package dev.ashlar.http.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// One server for all tests of a class, which take it as a parameter. At the end it is stopped with
/// SIGTERM, and then it must have drained, said nothing but its banner on standard output, and met
/// nothing that it did not foresee.
final class SharedServer implements BeforeAllCallback, AfterAllCallback, ParameterResolver {
  private final @Nullable Consumer<Site> filling;
  private final List<String> options;
  private @Nullable Path folder;
  private @Nullable AshlarProcess process;

  /// A server of a site that is filled first.
  SharedServer(Consumer<Site> filling, String... options) {
    this(filling, List.of(options));
  }

  private SharedServer(@Nullable Consumer<Site> filling, List<String> options) {
    this.filling = filling;
    this.options = options;
  }

  /// A server that is not told what to serve.
  static SharedServer ofWelcomeSite() {
    return new SharedServer(null, List.of());
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Path created = Files.createTempDirectory("ashlar-end-to-end-");
    folder = created;
    var all = new ArrayList<>(options);
    if (filling != null) {
      filling.accept(new Site(Files.createDirectory(created.resolve("site"))));
      all.add("site");
    }
    process = Launch.in(created).serve(all.toArray(String[]::new));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    try (AshlarProcess server = process()) {
      assertEquals(0, server.stop(), server.errors()::text);
      assertEquals(1, server.output().all().size(), server.output()::text);
      List<String> failures =
          server.errors().all().stream().filter(line -> line.contains("Exception")).toList();
      assertEquals(List.of(), failures, server.errors()::text);
    }
    try (var paths = Files.walk(folder())) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// The working folder of the server; the site is its subfolder `site`.
  Path folder() {
    return started(folder);
  }

  private AshlarProcess process() {
    return started(process);
  }

  private static <T> T started(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the server has not been started");
    }
    return part;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == AshlarProcess.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return process();
  }
}
