package dev.ashlar.http.protocol;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// `docs/conformance.md` says for each requirement of the RFCs which test shows it. A table like
/// that rots unless something reads it.
class ConformanceDocumentTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path DOCUMENT = REPOSITORY.resolve("docs/conformance.md");
  private static final Pattern NOT_YET = Pattern.compile("(?i)pending|to ?do|tbd|none|[-–—?.]+");
  private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
  private static final Pattern TESTS = Pattern.compile("`\\w+#\\w+`(, `\\w+#\\w+`)*");

  private static List<List<String>> rows() throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (String line : Files.readAllLines(DOCUMENT)) {
      if (line.startsWith("| ") && !line.startsWith("| §")) {
        String cells = line.substring(1, line.lastIndexOf('|'));
        rows.add(Stream.of(cells.split("\\|", -1)).map(String::strip).toList());
      }
    }
    assertTrue(rows.size() > 170, "rows found: " + rows.size());
    return rows;
  }

  @Test
  void hasNoEmptyCell() throws IOException {
    for (List<String> row : rows()) {
      assertFalse(row.contains(""), row::toString);
      assertTrue(row.stream().noneMatch(cell -> NOT_YET.matcher(cell).matches()), row::toString);
      assertTrue(row.size() == 4 || row.size() == 6, row::toString);
    }
  }

  /// Nothing but tests may stand in the last column, so that no other word can take their place.
  @Test
  void namesTestsAndNothingElse() throws IOException {
    for (List<String> row : rows()) {
      if (row.size() == 6) {
        assertTrue(TESTS.matcher(row.getLast()).matches(), row::toString);
      }
    }
  }

  @Test
  void namesOnlyTestsThatExist() throws IOException {
    int found = 0;
    for (List<String> row : rows()) {
      if (row.size() == 6) {
        List<MatchResult> tests = TEST.matcher(row.getLast()).results().toList();
        assertFalse(tests.isEmpty(), row::toString);
        for (MatchResult test : tests) {
          assertExists(test.group(1), test.group(2));
          found++;
        }
      }
    }
    assertTrue(found > 100, "tests named: " + found);
  }

  private static void assertExists(String type, String method) throws IOException {
    // A class may have a namesake in another module; one of them has the test.
    List<Path> files = sourcesOf(type);
    assertFalse(files.isEmpty(), () -> "no source file of " + type);
    boolean found = false;
    for (Path file : files) {
      found |= isTest(Files.readString(file), method);
    }
    assertTrue(found, () -> type + " has no test " + method);
  }

  /// Whether the method has the annotation of a test, before which no other method ends.
  private static boolean isTest(String source, String method) {
    int at = source.indexOf("  void " + method + "(");
    String before =
        source.substring(Math.max(0, source.lastIndexOf("\n  }\n", at)), Math.max(0, at));
    return before.contains("@Test") || before.contains("@ParameterizedTest");
  }

  private static List<Path> sourcesOf(String type) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> modules = Files.list(REPOSITORY)) {
      for (Path tests : modules.map(module -> module.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(tests)) {
          try (Stream<Path> files = Files.walk(tests)) {
            files.filter(file -> file.endsWith(type + ".java")).forEach(found::add);
          }
        }
      }
    }
    return found;
  }
}
