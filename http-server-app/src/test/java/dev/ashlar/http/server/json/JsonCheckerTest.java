package dev.ashlar.http.server.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.json.JsonVerdict.Invalid;
import dev.ashlar.http.server.json.JsonVerdict.Valid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckerTest {
  private static final JsonLimits LIMITS = JsonLimits.DEFAULT;

  private static JsonVerdict check(byte[] content, JsonLimits limits) throws IOException {
    return new JsonChecker(limits).check(new InMemory(content, content.length));
  }

  private static JsonVerdict check(String content) throws IOException {
    return check(content.getBytes(UTF_8), LIMITS);
  }

  private static String shown(JsonVerdict verdict) {
    return switch (verdict) {
      case Valid valid -> "valid";
      case Invalid invalid ->
          invalid.line() + ":" + invalid.column() + " " + invalid.reason().text();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "0",
        "-0",
        "1",
        "-1.5e+10",
        "1E400",
        "1e-999999",
        "\"\"",
        "true",
        "false",
        "null",
        " \t\r\n1\n",
        "[1, 2 ,3]",
        "{\"a\":{\"b\":[]}}",
        "\"\\u0000\\\"\\\\\\/\\b\\f\\n\"",
        "\"\\ud83d\\ude00\"",
        "\"\\ud800\"",
        "\"\\uDC00\\ud800\"",
        "\"\u007f\u0080\u2028\uffff\"",
        "\"\ud83d\ude00\"",
        "{\"\":0}",
        "{\"a\":1,\"A\":1}",
        "[[[[[[[[]]]]]]]]",
        "[\"\ufeff\"]",
        "123456789012345678901234567890",
        "0.1234567890123456789012345678901234567890",
        "[0e0,0E+0,0.0e-0,-0.0]",
        "\"\\uABCD\\uabcd\"",
        "[null,true,false]",
        "{\"a\":[{}]}  "
      })
  void acceptsEveryJsonText(String text) throws IOException {
    assertEquals("valid", shown(check(text)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                | 1:1 The content is empty
          `  `              | 1:3 The text is cut off
          [                 | 1:2 The text is cut off
          {                 | 1:2 The text is cut off
          [1                | 1:3 The text is cut off
          ["a"              | 1:5 The text is cut off
          ["a               | 1:4 The text is cut off
          ["a\\             | 1:5 The text is cut off
          ["\\u12           | 1:7 The text is cut off
          tru               | 1:4 The text is cut off
          -                 | 1:2 The text is cut off
          1.                | 1:3 The text is cut off
          1e                | 1:3 The text is cut off
          1e+               | 1:4 The text is cut off
          {"a"              | 1:5 The text is cut off
          {"a":             | 1:6 The text is cut off
          {"a":1            | 1:7 The text is cut off
          {"a":1,           | 1:8 The text is cut off
          [1,               | 1:4 The text is cut off
          ]                 | 1:1 Unexpected ']'
          ,                 | 1:1 Unexpected ','
          :                 | 1:1 Unexpected ':'
          [1,]              | 1:4 Unexpected ']'
          [,1]              | 1:2 Unexpected ','
          [1,,2]            | 1:4 Unexpected ','
          [1 2]             | 1:4 Unexpected '2'
          [1:2]             | 1:3 Unexpected ':'
          [1}               | 1:3 Unexpected '}'
          {"a":1]           | 1:7 Unexpected ']'
          {"a":1,}          | 1:8 Unexpected '}'
          {,"a":1}          | 1:2 Unexpected ','
          {"a" 1}           | 1:6 Unexpected '1'
          {"a":}            | 1:6 Unexpected '}'
          {a:1}             | 1:2 Unexpected 'a'
          {'a':1}           | 1:2 Unexpected '''
          {1:1}             | 1:2 Unexpected '1'
          {"a":1 "bcd":2}   | 1:8 Unexpected '"'
          {"a":1,,"b":2}    | 1:8 Unexpected ','
          {"a"}             | 1:5 Unexpected '}'
          {}{}              | 1:3 Unexpected '{'
          {} 17             | 1:4 Unexpected '1'
          []]               | 1:3 Unexpected ']'
          1 2               | 1:3 Unexpected '2'
          "a" "b"           | 1:5 Unexpected '"'
          true false        | 1:6 Unexpected 'f'
          01                | 1:1 Unexpected '0'
          -01               | 1:1 Unexpected '-'
          +1                | 1:1 Unexpected '+'
          .5                | 1:1 Unexpected '.'
          [5.]              | 1:4 Unexpected ']'
          [1.e1]            | 1:2 Unexpected '1'
          [--1]             | 1:2 Unexpected '-'
          [1e1.5]           | 1:2 Unexpected '1'
          0x1F              | 1:2 Unexpected 'x'
          1_000             | 1:2 Unexpected '_'
          NaN               | 1:1 Unexpected 'N'
          Infinity          | 1:1 Unexpected 'I'
          -Infinity         | 1:2 Unexpected 'I'
          True              | 1:1 Unexpected 'T'
          nul1              | 1:4 Unexpected '1'
          "\\x41"           | 1:3 Unexpected 'x'
          "\\'"             | 1:3 Unexpected '''
          "\\u00G0"         | 1:6 Unexpected 'G'
          "\\U0041"         | 1:3 Unexpected 'U'
          'a'               | 1:1 Unexpected '''
          // a              | 1:1 Unexpected '/'
          [1/* a */]        | 1:3 Unexpected '/'
          # a               | 1:1 Unexpected '#'
          <a/>              | 1:1 Unexpected '<'
          [é]               | 1:2 Unexpected character U+00E9
          [😀]              | 1:2 Unexpected character beyond U+FFFF
          ["😀",é]          | 1:6 Unexpected character U+00E9
          """)
  void refusesWhatIsNot(String text, String expected) throws IOException {
    assertEquals(expected, shown(check(text == null ? "" : text)));
  }

  @ParameterizedTest
  @CsvSource({
    "'[1,\n2,\n  x]', 3:3",
    "'[1,\r\n2,\r\n  x]', 3:3",
    "'[1,\r2,\r  x]', 3:3",
    "'\n\n\nx', 4:1",
    "'[\n\n', 3:1",
    "'[\"a\nb\"]', 1:4",
    "'[\"a\rb\"]', 1:4",
    "'[\"a\tb\"]', 1:4",
    "'{\"a\":1,\n \"a\":2}', 2:2",
  })
  void countsLinesAndColumns(String text, String position) throws IOException {
    assertEquals(position, shown(check(text)).split(" ", 2)[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "efbbbf7b7d, 1:1 The text begins with a byte-order mark",
    "efbbbf, 1:1 The text begins with a byte-order mark",
    "22c0af22, 1:2 Not UTF-8", // overlong slash
    "22eda08022, 1:2 Not UTF-8", // an encoded surrogate
    "22f490808022, 1:2 Not UTF-8", // beyond U+10FFFF
    "2261ff22, 1:3 Not UTF-8",
    "2261e282, 1:3 Not UTF-8", // cut off within a character
    "2280, 1:2 Not UTF-8",
    "7b7dff, 1:3 Not UTF-8", // after a whole text
    "fffe7b007d00, 1:1 Not UTF-8",
    "7b7d00, 1:3 Unexpected character U+0000",
    "0b7b7d, 1:1 Unexpected character U+000B",
    "7b7dc2a0, 1:3 Unexpected character U+00A0",
    "22001f22, 1:2 Unexpected character U+0000",
  })
  void refusesBytesThatAreNotUtf8OrNotAllowed(String hex, String expected) throws IOException {
    assertEquals(expected, shown(check(HexFormat.of().parseHex(hex), LIMITS)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
  void refusesOtherEncodings(String charset) throws IOException {
    byte[] content = "{\"a\":\"b\"}".getBytes(Charset.forName(charset));
    assertInstanceOf(Invalid.class, check(content, LIMITS));
  }

  @Test
  void limitsDepth() throws IOException {
    JsonLimits limits = new JsonLimits(3, 100, 100, 100, false);
    assertEquals("valid", shown(check("[[[]]]".getBytes(UTF_8), limits)));
    assertEquals("valid", shown(check("[{\"a\":[]},[[]]]".getBytes(UTF_8), limits)));
    assertEquals(
        "1:4 Nested deeper than the limit of 3", shown(check("[[[[]]]]".getBytes(UTF_8), limits)));
    assertEquals(
        "2:6 Nested deeper than the limit of 3",
        shown(check("[[\n{\"a\":{}}]]".getBytes(UTF_8), limits)));
  }

  @Test
  void survivesAnyDepth() throws IOException {
    assertEquals("1:257 Nested deeper than the limit of 256", shown(check("[".repeat(1_000_000))));
    JsonLimits deepest = new JsonLimits(JsonLimits.MAX_DEPTH, 1_000_000, 9, 9, false);
    String nested = "[".repeat(JsonLimits.MAX_DEPTH) + "]".repeat(JsonLimits.MAX_DEPTH);
    assertEquals("valid", shown(check(nested.getBytes(UTF_8), deepest)));
    assertEquals(
        "1:10001 Nested deeper than the limit of 10,000",
        shown(check(("[" + nested + "]").getBytes(UTF_8), deepest)));
  }

  @Test
  void limitsTheNumberOfValues() throws IOException {
    JsonLimits limits = new JsonLimits(9, 4, 9, 9, false);
    assertEquals("valid", shown(check("[1,{},\"\"]".getBytes(UTF_8), limits)));
    assertEquals(
        "1:9 More values than the limit of 4",
        shown(check("[1,{},1,\"abc\"]".getBytes(UTF_8), limits)));
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"1234\"]', valid",
    "'[\"12345\"]', 1:2 A string is longer than the limit of 4 characters",
    "'{\"12345\":1}', 1:2 A string is longer than the limit of 4 characters",
    "'[\"1\\n2\"]', valid",
    "'[\"1\\n23\"]', 1:2 A string is longer than the limit of 4 characters",
    "'[\"12\",\"34\"]', valid",
    "'[-1.5]', valid",
    "'[-1.55]', 1:2 A number is longer than the limit of 4 characters",
    "'[123,456]', valid",
    "'\"\\\"\\\"\"', valid",
    "'          \"\"', valid",
  })
  void limitsTheLengthOfStringsAndNumbers(String text, String expected) throws IOException {
    JsonLimits limits = new JsonLimits(9, 9, 4, 4, false);
    assertEquals(expected, shown(check(text.getBytes(UTF_8), limits)));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\":1,\"a\":2}', '1:8 The name \"a\" is given twice'",
    "'{\"a\":1,\"\\u0061\":2}', '1:8 The name \"a\" is given twice'",
    "'[{\"a\":1},{\"a\":1}]', valid",
    "'{\"a\":{\"a\":{\"a\":1}}}', valid",
    "'{\"a\":{\"b\":1},\"b\":1}', valid",
    "'{\"a\":{\"b\":1},\"a\":1}', '1:14 The name \"a\" is given twice'",
    "'{\"a\":[{\"b\":1}],\"c\":[],\"a\":1}', '1:23 The name \"a\" is given twice'",
  })
  void refusesANameThatIsGivenTwice(String text, String expected) throws IOException {
    assertEquals(expected, shown(check(text)));
    JsonLimits allowed = LIMITS.withDuplicateNames(true);
    assertEquals("valid", shown(check(text.getBytes(UTF_8), allowed)));
  }

  @Test
  void showsOnlyTheBeginningOfALongName() throws IOException {
    String name = "é".repeat(1000);
    String reason = shown(check("{\"%s\":1,\"%s\":2}".formatted(name, name)));
    assertEquals("1:1007 The name \"" + "é".repeat(32) + "…\" is given twice", reason);
  }

  @Test
  void findsErrorsBehindMuchText() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      int length = 4000 + random.nextInt(9000);
      String escapes = "\\u00e9".repeat(random.nextInt(900));
      String start = "[\n\"" + escapes + "a".repeat(length) + "\", ";
      String expected = "2:" + (start.length() - 1) + " Unexpected 'x'";
      assertEquals(expected, shown(check(start + "x]")));
      assertEquals("valid", shown(check(start + "1]")));
      assertEquals("2:" + start.length() + " The text is cut off", shown(check(start + "1")));
    }
  }

  @Test
  void saysTheSameHoweverTheContentArrives() throws IOException {
    String text = "{\"key\":[1.5e3,\"é\\u00e9😀\",true],\n\"other\":{\"key\":null}}";
    byte[] content = text.getBytes(UTF_8);
    for (int cut = 0; cut <= content.length; cut++) {
      byte[] start = java.util.Arrays.copyOf(content, cut);
      JsonVerdict whole = check(start, LIMITS);
      JsonVerdict dripped = new JsonChecker(LIMITS).check(() -> new InPieces(start, 1));
      assertEquals(whole, dripped);
      assertEquals(whole, new JsonChecker(LIMITS).check(new InMemory(start, 1)));
      assertEquals(cut == content.length, whole instanceof Valid);
    }
  }

  @Test
  void agreesWithTheGrammar() throws IOException {
    Random random = new Random(8259);
    String alphabet = "{}[]\",:0123456789.-+eE truefalsnbf\\/u\n\té";
    String[] seeds = {
      "{\"a\":[1,-2.5e+3,true,null],\"b\":{\"c\":\"d\\u00e9\\n\"}}",
      "[[],{},\"\",0,{\"x\":[{\"y\":false}]}]",
      "[1e5,0.5,-0,\"\\\\\",\"\\\"\"]",
    };
    JsonLimits lenient = LIMITS.withDuplicateNames(true);
    int valid = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder(seeds[i % seeds.length]);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        int at = random.nextInt(text.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, c);
          case 1 -> text.insert(at, c);
          default -> text.deleteCharAt(at);
        }
      }
      byte[] content = text.toString().getBytes(i % 7 == 0 ? ISO_8859_1 : UTF_8);
      boolean expected = StrictJson.accepts(content);
      assertEquals(expected, check(content, lenient) instanceof Valid, text::toString);
      valid += expected ? 1 : 0;
    }
    assertTrue(valid > 10_000 && valid < 50_000, "both kinds were met: " + valid);
  }

  @Test
  void passesOnThatTheContentCannotBeRead() {
    IOException broken = new IOException("broken");
    InputStream stream =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw broken;
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw broken;
          }
        };
    JsonChecker checker = new JsonChecker(LIMITS);
    IOException thrown =
        assertThrows(IOException.class, () -> checker.check(() -> Channels.newChannel(stream)));
    assertEquals(broken, thrown);
  }

  @Test
  void readsWideTextsAsNarrowOnesOnlyInUtf8() throws IOException {
    assertInstanceOf(Invalid.class, check("1".getBytes(UTF_16LE), LIMITS));
  }

  /// Content as small uploads are kept.
  private static final class InMemory implements JsonChecker.Source {
    private final byte[] content;
    private final long length;

    /// @param length what it says of itself, and so the size of the buffers
    InMemory(byte[] content, long length) {
      this.content = content;
      this.length = length;
    }

    @Override
    public ReadableByteChannel open() {
      return Channels.newChannel(new ByteArrayInputStream(content));
    }

    @Override
    public long length() {
      return length;
    }
  }
}
