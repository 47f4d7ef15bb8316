package dev.ashlar.http.server.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.json.JsonVerdict.Valid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Gives a corpus of documents to the check: `y_` must be accepted, `n_` refused, and each `i_` be
/// answered as the corpus's README says.
class JsonCorpusTest {
  private static final Path CORPUS = Path.of("src/test/resources/json");
  private static final int[] PIECES = {1, 2, 3, 7, 64, 4095, 4096, 4097, 1 << 20};
  private static final Pattern ROW =
      Pattern.compile("\\| `(i_\\w+)` \\| (accepted|refused) \\| .+");

  static List<String> documents() throws IOException {
    try (Stream<Path> files = Files.list(CORPUS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    }
  }

  /// Our answers to what may be answered either way.
  private static Map<String, String> answers() throws IOException {
    try (Stream<String> lines = Files.lines(CORPUS.resolve("README.md"))) {
      return lines
          .map(ROW::matcher)
          .filter(row -> row.matches())
          .collect(
              Collectors.toMap(
                  row -> row.group(1), row -> row.group(2), (a, b) -> a, TreeMap::new));
    }
  }

  @Test
  void hasHundredsOfDocuments() throws IOException {
    Map<Character, Long> kinds =
        documents().stream()
            .collect(Collectors.groupingBy(name -> name.charAt(0), Collectors.counting()));
    assertTrue(kinds.getOrDefault('y', 0L) > 100, kinds::toString);
    assertTrue(kinds.getOrDefault('n', 0L) > 200, kinds::toString);
    assertTrue(kinds.getOrDefault('i', 0L) > 50, kinds::toString);
    assertEquals(3, kinds.size(), kinds::toString);
  }

  @Test
  void saysWhyOfEachThatMayBeEither() throws IOException {
    List<String> either = documents().stream().filter(name -> name.startsWith("i_")).toList();
    assertEquals(either, List.copyOf(answers().keySet()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void isAnsweredAsItMustBeInWhateverPiecesItArrives(String name) throws IOException {
    byte[] content = Files.readAllBytes(CORPUS.resolve(name + ".json"));
    boolean expected =
        switch (name.charAt(0)) {
          case 'y' -> true;
          case 'n' -> false;
          default -> "accepted".equals(answers().get(name));
        };
    JsonVerdict whole = check(content, content.length + 1);
    assertEquals(expected, whole instanceof Valid, () -> name + ": " + whole);
    for (int piece : PIECES) {
      assertEquals(whole, check(content, piece), () -> name + " in pieces of " + piece);
    }
    if (whole instanceof Invalid invalid) {
      assertTrue(invalid.line() >= 1 && invalid.column() >= 1, invalid::toString);
    }
    if (!name.startsWith("i_")) {
      assertEquals(expected, StrictJson.accepts(content), "the document has the right name");
    }
  }

  private static JsonVerdict check(byte[] content, int piece) throws IOException {
    return new JsonChecker(JsonLimits.DEFAULT).check(() -> new InPieces(content, piece));
  }
}
