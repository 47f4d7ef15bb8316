package dev.ashlar.http.protocol;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the module's README says in figures.
class ReadmeTest {
  private static final Limits DEFAULT = Limits.DEFAULT;

  private record Row(long limit, int status) {}

  private static final Map<String, Row> LIMITS =
      Map.of(
          "request line", row(DEFAULT.requestLine(), Violation.REQUEST_LINE_TOO_LONG),
          "one field line", row(DEFAULT.fieldLine(), Violation.FIELD_LINE_TOO_LONG),
          "all field lines of a head",
              row(DEFAULT.fieldSection(), Violation.FIELD_SECTION_TOO_LARGE),
          "number of fields", row(DEFAULT.fields(), Violation.TOO_MANY_FIELDS),
          "line with a chunk's size and extensions",
              row(DEFAULT.chunkLine(), Violation.CHUNK_LINE_TOO_LONG),
          "chunk extensions beyond the content they come with",
              row(DEFAULT.chunkOverhead(), Violation.CHUNK_OVERHEAD_TOO_LARGE),
          "trailer section", row(DEFAULT.trailerSection(), Violation.TRAILER_SECTION_TOO_LARGE),
          "content", row(DEFAULT.content(), Violation.CONTENT_OVER_LIMIT));

  private static Row row(long limit, Violation beyond) {
    return new Row(limit, beyond.status().code());
  }

  @Test
  void limitsAreTheDefault() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("README.md"));
    Map<String, Row> found =
        lines.stream()
            .skip(lines.indexOf("## Limits") + 1)
            .takeWhile(line -> !line.startsWith("## "))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| of"))
            .map(line -> Stream.of(line.substring(1).split("\\|", -1)).map(String::strip).toList())
            .collect(
                toMap(
                    List::getFirst,
                    cells -> new Row(size(cells.get(1)), Integer.parseInt(cells.get(2)))));
    assertEquals(LIMITS, found);
    assertEquals(Limits.class.getRecordComponents().length, found.size());
  }

  private static long size(String text) {
    if (text.equals("none")) {
      return Long.MAX_VALUE;
    }
    int number = Integer.parseInt(text.replaceAll("\\D.*", ""));
    return text.endsWith("KiB") ? number * 1024L : number;
  }
}
