package dev.ashlar.http.server.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ashlar.http.server.options.CommandException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {
  private static final Option<Integer> COUNT =
      Option.one("count", "N", new WholeNumber(0, 100), "how many of them (default: 7)");
  private static final Option<String> NAME =
      Option.list("my-name", "NAME", text -> text, "a name. May be repeated");
  private static final Option<String> RULE =
      Option.lines("rule", "TEXT", text -> text, "a rule. May be repeated");
  private static final Option<Boolean> LOUD = Option.switchOn("loud", "be loud");
  private static final Option<Boolean> CARE = Option.switchOff("care", "be careless");
  private static final Command COMMAND =
      new Command(
          "tool",
          "DIR",
          "Does things.",
          List.of(
              new OptionGroup("Some", List.of(COUNT, NAME)),
              new OptionGroup("Others", List.of(RULE, LOUD, CARE))),
          "That is all.");
  private static final Map<String, String> NOTHING = Map.of();

  @TempDir Path folder;

  @Test
  void takesOptionsAndAnArgumentInAnyOrder() throws CommandException {
    Settings settings = settings("--count", "3", "dir", "--loud");
    assertEquals(Optional.of(3), settings.value(COUNT));
    assertEquals(Optional.of(true), settings.value(LOUD));
    assertEquals(Optional.of(Path.of("dir")), settings.argument("DIR", new PathText()));
  }

  @Test
  void leavesDefaultsToTheCaller() throws CommandException {
    Settings settings = settings();
    assertEquals(Optional.empty(), settings.value(COUNT));
    assertEquals(Optional.empty(), settings.value(LOUD));
    assertEquals(List.of(), settings.values(NAME));
    assertEquals(Optional.empty(), settings.argument("DIR", new PathText()));
    assertEquals(Optional.empty(), settings.describe(COUNT));
  }

  @Test
  void takesAValueAfterAnEqualsSign() throws CommandException {
    Settings settings = settings("--count=3", "--rule=a=b");
    assertEquals(Optional.of(3), settings.value(COUNT));
    assertEquals(List.of("a=b"), settings.values(RULE));
  }

  @Test
  void takesRepeatedValuesAndSplitsListsAtCommas() throws CommandException {
    Settings settings = settings("--my-name", "a, b", "--my-name", "c", "--rule", "x, y");
    assertEquals(List.of("a", "b", "c"), settings.values(NAME));
    assertEquals(List.of("x, y"), settings.values(RULE));
  }

  @Test
  void takesNoEmptyValueForNone() throws CommandException {
    for (String list : List.of("a,", ",a", "a,,b")) {
      assertTrue(settings("--my-name", list).values(NAME).contains(""), list);
    }
    assertEquals(List.of(" "), settings("--rule", " ").values(RULE));
  }

  @Test
  void takesSwitchesAndTheirOpposites() throws CommandException {
    Settings settings = settings("--no-care", "--no-loud");
    assertEquals(Optional.of(false), settings.value(CARE));
    assertEquals(Optional.of(false), settings.value(LOUD));
    assertEquals(Optional.of(true), settings("--care").value(CARE));
  }

  @Test
  void takesWhatLooksLikeAnOptionAfterTwoDashes() throws CommandException {
    assertEquals(
        Optional.of(Path.of("--loud")), settings("--", "--loud").argument("DIR", new PathText()));
  }

  /// Whether or not there is a file of that name, whose words others would take for it.
  @Test
  void takesAnArgumentThatBeginsWithAnAtSign() throws Exception {
    assertEquals(Optional.of(Path.of("@x")), settings("@x").argument("DIR", new PathText()));
    String there = "@" + file("--loud");
    Settings settings = settings(there);
    assertEquals(Optional.of(Path.of(there)), settings.argument("DIR", new PathText()));
    assertEquals(Optional.empty(), settings.value(LOUD));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--cuont 3|unknown option --cuont; did you mean --count?",
        "--counts 3|unknown option --counts; did you mean --count?",
        "-count 3|unknown option -count; did you mean --count?",
        "--hlep|unknown option --hlep; did you mean --help?",
        "--quite-another=1|unknown option --quite-another",
        "-x|unknown option -x",
        "--no-count 3|unknown option --no-count",
        "--count|--count needs a value",
        "--count --loud|--count needs a value",
        "--count 1 --count 2|--count is given more than once",
        "--loud --no-loud|--loud is given more than once",
        "--loud=true|option '--loud' should be specified without 'true' parameter",
        "one two|unexpected argument two: there can be only one DIR",
        "--loud -|",
      })
  void explainsWhatItDoesNotUnderstand(String words, String message) throws CommandException {
    String[] arguments = words.split(" ");
    if (message == null) {
      settings(arguments);
      return;
    }
    var refusal = assertThrows(CommandException.class, () -> settings(arguments));
    assertEquals(message, refusal.getMessage());
    assertEquals(Fault.OPTION, refusal.fault());
  }

  @Test
  void judgesAValueWhenItIsAskedFor() throws CommandException {
    expectFault("--count many: must be a whole number from 0 to 100", settings("--count", "many"));
    expectFault(
        "environment variable TOOL_COUNT=many: must be a whole number from 0 to 100",
        settings(Map.of("TOOL_COUNT", "many")));
    var refusal =
        assertThrows(
            CommandException.class,
            () ->
                settings("--loud", "a b")
                    .argument(
                        "DIR",
                        text -> {
                          throw new UnacceptableException("a thing");
                        }));
    assertEquals("argument \"a b\": DIR must be a thing", refusal.getMessage());
  }

  @Test
  void asksForHelpOrVersionWhateverElseIsThere() throws CommandException {
    assertInstanceOf(Parsed.Help.class, parse(NOTHING, "--count", "many", "--help"));
    assertInstanceOf(Parsed.Help.class, parse(NOTHING, "-h"));
    assertInstanceOf(Parsed.Version.class, parse(NOTHING, "-V"));
    assertInstanceOf(Parsed.Version.class, parse(NOTHING, "--version", "dir"));
  }

  @Test
  void readsTheEnvironment() throws CommandException {
    Settings settings =
        settings(
            Map.of(
                "TOOL_COUNT", "5",
                "TOOL_MY_NAME", "a,b",
                "TOOL_RULE", "x, y\n\nz\n",
                "TOOL_LOUD", "true",
                "TOOL_CARE", "false",
                "TOOL_JAVA_OPTS", "nobody's business"));
    assertEquals(Optional.of(5), settings.value(COUNT));
    assertEquals(List.of("a", "b"), settings.values(NAME));
    assertEquals(List.of("x, y", "z"), settings.values(RULE));
    assertEquals(Optional.of(true), settings.value(LOUD));
    assertEquals(Optional.of(false), settings.value(CARE));
  }

  @Test
  void takesASwitchUnderTheNameOfItsOppositeEverywhere() throws Exception {
    assertEquals(Optional.of(false), settings(Map.of("TOOL_NO_CARE", "true")).value(CARE));
    assertEquals(Optional.of(true), settings(Map.of("TOOL_NO_LOUD", "false")).value(LOUD));
    assertEquals(
        Optional.of(true),
        settings(Map.of("TOOL_NO_CARE", "true", "TOOL_CARE", "true")).value(CARE));
    expectFault(
        "environment variable TOOL_NO_CARE=maybe: must be true or false",
        settings(Map.of("TOOL_NO_CARE", "maybe")),
        CARE);
    Path unclear = file("no-care = maybe\n");
    expectFault(
        unclear + ", line 1: no-care=maybe: must be true or false",
        settings("--config", unclear.toString()),
        CARE);
    String file = file("no-care = true\n").toString();
    assertEquals(Optional.of(false), settings("--config", file).value(CARE));
  }

  @Test
  void doubtsVariablesThatNameNoOption() throws CommandException {
    Map<String, String> environment =
        Map.of(
            "TOOL_CUONT", "5",
            "TOOL_SERVICE_HOST", "10.0.0.1",
            "TOOL_POINT", "5",
            "TOOL_JAVA_OPTS", "-Xmx64m",
            "TOOL_NO_LOUD", "true",
            "OTHER_COUNT", "7");
    assertEquals(
        List.of(
            "environment variable TOOL_CUONT names no option; did you mean TOOL_COUNT?",
            "environment variable TOOL_POINT names no option",
            "environment variable TOOL_SERVICE_HOST names no option"),
        settings(environment).doubts());
  }

  @Test
  void takesAnEmptyVariableForNone() throws CommandException {
    assertEquals(Optional.empty(), settings(Map.of("TOOL_COUNT", "")).value(COUNT));
  }

  @Test
  void letsOptionsWinOverTheEnvironmentAndThatOverTheFile() throws Exception {
    Path file = file("count = 1\nmy-name = file\nrule = file\nloud = true\ncare = false\n");
    Map<String, String> environment =
        Map.of("TOOL_COUNT", "2", "TOOL_MY_NAME", "environment", "TOOL_LOUD", "false");
    Settings settings = settings(environment, "--config", file.toString(), "--count", "3");
    assertEquals(Optional.of(3), settings.value(COUNT));
    assertEquals(List.of("environment"), settings.values(NAME));
    assertEquals(List.of("file"), settings.values(RULE));
    assertEquals(Optional.of(false), settings.value(LOUD));
    assertEquals(Optional.of(false), settings.value(CARE));
  }

  @Test
  void findsTheFileByTheEnvironmentToo() throws Exception {
    Map<String, String> environment = Map.of("TOOL_CONFIG", file("count = 1\n").toString());
    assertEquals(Optional.of(1), settings(environment).value(COUNT));
  }

  @Test
  void readsAFileThatBeginsWithAByteOrderMark() throws Exception {
    String file = file("\uFEFFcount = 1\n").toString();
    assertEquals(Optional.of(1), settings("--config", file).value(COUNT));
  }

  /// What looks like the next line is the value's rest, or is not.
  @Test
  void readsLinesThatEndWithABackslash() throws Exception {
    String text =
        """
        rule = first, \\
            next
        rule = ends with \\\\
        rule = last
        """;
    Settings settings = settings("--config", file(text).toString());
    assertEquals(List.of("first, next", "ends with \\", "last"), settings.values(RULE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"# a comment ends where its line does \\", "  ! and this one \\"})
  void countsALineAfterACommentThatEndsWithABackslash(String comment) throws Exception {
    Path file = file(comment + "\nquite-another = red\n");
    var refusal = assertThrows(CommandException.class, () -> settings("--config", file.toString()));
    assertEquals(file + ", line 2: unknown option quite-another", refusal.getMessage());
  }

  @Test
  void readsJavaPropertiesInUtf8() throws Exception {
    Settings settings =
        settings(
            "--config",
            file("""
            # a comment \\
            ! another
            count: 4

            my-name = \u00e4,\\
                b
            rule = x, y
            rule   z\\nw
            """)
                .toString());
    assertEquals(Optional.of(4), settings.value(COUNT));
    assertEquals(List.of("\u00e4", "b"), settings.values(NAME));
    assertEquals(List.of("x, y", "z", "w"), settings.values(RULE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count = 1;count = 2|, line 2: count is already set in line 1",
        "# x;cuont = 2|, line 2: unknown option cuont; did you mean count?",
        "config = x|, line 1: unknown option config",
        "count = 1;rule = \\u12|, line 2: Malformed \\uxxxx encoding.",
      })
  void explainsWhatItDoesNotUnderstandInAFile(String lines, String message) throws Exception {
    Path file = file(lines.replace(';', '\n'));
    var refusal = assertThrows(CommandException.class, () -> settings("--config", file.toString()));
    assertEquals(file + message, refusal.getMessage());
    assertEquals(Fault.OPTION, refusal.fault());
  }

  @Test
  void namesTheLineOfABadValue() throws Exception {
    Path file = file("\n\nmy-name = a,\\\n  b\ncount = many\n");
    expectFault(
        file + ", line 5: count=many: must be a whole number from 0 to 100",
        settings("--config", file.toString()));
  }

  @Test
  void saysThatAFileIsMissing() {
    Path missing = folder.resolve("missing");
    var refusal =
        assertThrows(CommandException.class, () -> settings("--config", missing.toString()));
    assertEquals("--config " + missing + ": no such file or folder", refusal.getMessage());
    assertEquals(Fault.MACHINE, refusal.fault());
  }

  @Test
  void saysThatAFileIsNotText() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {'a', (byte) 0xff});
    var refusal = assertThrows(CommandException.class, () -> settings("--config", file.toString()));
    assertEquals("--config " + file + ": not UTF-8", refusal.getMessage());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void laysOutItsHelp(boolean styled) {
    String help = COMMAND.help(styled);
    assertEquals(styled, help.contains("\u001b[1m"));
    assertEquals(
        """
        Usage: tool [OPTIONS] [DIR]

        Does things.

        Some
          --count N                  how many of them (default: 7)
          --my-name NAME             a name. May be repeated

        Others
          --rule TEXT                a rule. May be repeated
          --loud                     be loud
          --no-care                  be careless

        Other
          --config FILE              Java properties, named as the options without
                                     dashes
          -h, --help                 this help
          -V, --version              the versions of the server and of its Java

        That is all.
        """,
        help.replaceAll("\u001b\\[[0-9]*m", ""));
    assertTrue(help.lines().allMatch(line -> styled || line.length() <= 80));
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("tool.properties"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static void expectFault(String message, Settings settings) {
    expectFault(message, settings, COUNT);
  }

  private static void expectFault(String message, Settings settings, Option<?> option) {
    var refusal = assertThrows(CommandException.class, () -> settings.value(option));
    assertEquals(message, refusal.getMessage());
    assertEquals(Fault.OPTION, refusal.fault());
  }

  private static Settings settings(String... arguments) throws CommandException {
    return settings(NOTHING, arguments);
  }

  private static Settings settings(Map<String, String> environment, String... arguments)
      throws CommandException {
    return (Settings) parse(environment, arguments);
  }

  private static Parsed parse(Map<String, String> environment, String... arguments)
      throws CommandException {
    return COMMAND.parse(List.of(arguments), environment);
  }
}
