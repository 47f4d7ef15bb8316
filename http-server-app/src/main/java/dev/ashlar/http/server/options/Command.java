package dev.ashlar.http.server.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// A command with options and one optional argument. The options `--config FILE`, `--help` and
/// `--version` are always there and are not listed.
///
/// Options win over environment variables (`NAME_MAX_UPLOAD` for `--max-upload`; an empty one
/// counts as unset), these over the configuration file. Whoever wins replaces all values of an
/// option that may be repeated.
///
/// @param name of the command; in capitals, also the prefix of its environment variables
/// @param argument what the help calls the argument
/// @param summary what the command does
/// @param groups the options, in the order of the help
/// @param notes stands at the end of the help
public record Command(
    String name, String argument, String summary, List<OptionGroup> groups, String notes) {
  private static final String CONFIG = "config";
  private static final String HELP = "--help";
  private static final String VERSION = "--version";

  /// What the launcher takes its own variable's name from.
  private static final String LAUNCHER = "java-opts";

  /// The configuration file.
  static final Option<Path> CONFIGURATION =
      Option.one(
          CONFIG, "FILE", new PathText(), "Java properties, named as the options without dashes");

  /// Copies the list.
  public Command {
    groups = List.copyOf(groups);
  }

  /// Reads the command line, the environment, and the configuration file if one is named.
  ///
  /// @throws CommandException if an option is unknown or has no value, or if the file cannot be
  ///   read; a value is judged only when it is asked for
  public Parsed parse(List<String> arguments, Map<String, String> environment)
      throws CommandException {
    ParseResult words = words(arguments);
    if (words.isUsageHelpRequested()) {
      return new Parsed.Help();
    }
    if (words.isVersionHelpRequested()) {
      return new Parsed.Version();
    }
    Map<String, List<Settings.Given>> given = fromEnvironment(environment);
    given.putAll(fromCommandLine(words));

    Settings aboutFile = new Settings(given, Optional.empty(), List.of());
    Optional<Path> file = aboutFile.value(CONFIGURATION);
    if (file.isPresent()) {
      String described = aboutFile.describe(CONFIGURATION).orElseThrow();
      Map<String, Option<?>> named = new HashMap<>();
      options().forEach(option -> option.names().forEach(each -> named.put(each, option)));
      ConfigurationFile.read(file.get(), described, named).forEach(given::putIfAbsent);
    }
    return new Settings(
        given,
        Optional.ofNullable(words.matchedPositionalValue(0, (String) null)),
        unknownVariables(environment));
  }

  /// The help, in lines of at most 80 characters.
  ///
  /// @param styled whether to use a terminal's bold type
  public String help(boolean styled) {
    return new HelpText(this, styled).render();
  }

  /// All options but the three that every command has.
  Stream<Option<?>> options() {
    return groups.stream().flatMap(group -> group.options().stream());
  }

  private ParseResult words(List<String> arguments) throws CommandException {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.addOption(OptionSpec.builder("-h", HELP).usageHelp(true).build());
    spec.addOption(OptionSpec.builder("-V", VERSION).versionHelp(true).build());
    spec.addPositional(
        PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).build());
    optionsAndFile().stream().map(Command::spec).forEach(spec::addOption);
    try {
      // An argument that begins with an @ is a name like any other.
      return new CommandLine(spec)
          .setExpandAtFiles(false)
          .parseArgs(arguments.toArray(String[]::new));
    } catch (CommandLine.ParameterException e) {
      throw CommandException.option(explain(e));
    }
  }

  private static OptionSpec spec(Option<?> option) {
    OptionSpec.Builder builder = OptionSpec.builder("--" + option.name());
    return switch (option.form()) {
      case ONE -> builder.arity("1").type(String.class).build();
      case LIST, LINES -> builder.arity("1").type(List.class).auxiliaryTypes(String.class).build();
      case SWITCH_ON, SWITCH_OFF -> builder.arity("0").type(boolean.class).negatable(true).build();
    };
  }

  private String explain(CommandLine.ParameterException problem) {
    return switch (problem) {
      case CommandLine.UnmatchedArgumentException e -> unmatched(e.getUnmatched().getFirst());
      case CommandLine.MissingParameterException e
          when !e.getMissing().isEmpty()
              && e.getMissing().getFirst() instanceof OptionSpec option ->
          option.longestName() + " needs a value";
      case CommandLine.OverwrittenOptionException e
          when e.getOverwritten() instanceof OptionSpec option ->
          option.longestName() + " is given more than once";
      default ->
          String.valueOf(problem.getMessage()).lines().findFirst().orElse("cannot be understood");
    };
  }

  private String unmatched(String word) {
    if (!word.startsWith("-") || word.equals("-")) {
      return "unexpected argument " + Source.quoted(word) + ": there can be only one " + argument;
    }
    String option = word.split("=", 2)[0];
    List<String> names = new ArrayList<>(options().map(Option::name).toList());
    names.addAll(List.of(CONFIG, HELP.substring(2), VERSION.substring(2)));
    String bare = option.replaceFirst("^--?", "");
    return "unknown option " + option + Suggestion.phrase("--", bare, names);
  }

  private Map<String, List<Settings.Given>> fromEnvironment(Map<String, String> environment) {
    Map<String, List<Settings.Given>> given = new HashMap<>();
    for (Option<?> option : optionsAndFile()) {
      for (String each : option.names()) {
        String variable = variable(each);
        String text = environment.getOrDefault(variable, "");
        if (!text.isEmpty()) {
          Source source = new Source.Environment(variable);
          String meaning = option.meaning(each, text);
          given.putIfAbsent(option.name(), List.of(new Settings.Given(meaning, source)));
        }
      }
    }
    return given;
  }

  private List<Option<?>> optionsAndFile() {
    return Stream.concat(options(), Stream.of(CONFIGURATION)).toList();
  }

  /// A sentence about each variable that looks like an option's and is none.
  private List<String> unknownVariables(Map<String, String> environment) {
    String prefix = variable("");
    // Without the prefix, which would make any two of them alike.
    List<String> known =
        optionsAndFile().stream()
            .flatMap(option -> option.names().stream())
            .map(option -> variable(option).substring(prefix.length()))
            .toList();
    return environment.keySet().stream()
        .filter(variable -> variable.startsWith(prefix) && !variable.equals(variable(LAUNCHER)))
        .map(variable -> variable.substring(prefix.length()))
        .filter(rest -> !known.contains(rest))
        .sorted()
        .map(rest ->
            "environment variable "
                + prefix
                + rest
                + " names no option"
                + Suggestion.phrase(prefix, rest, known))
        .toList();
  }

  private String variable(String option) {
    return (name + "-" + option).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private static Map<String, List<Settings.Given>> fromCommandLine(ParseResult words) {
    Map<String, List<Settings.Given>> given = new HashMap<>();
    Source source = new Source.CommandLine();
    for (OptionSpec option : words.matchedOptions()) {
      given.put(
          option.longestName().substring(2),
          texts(option).map(text -> new Settings.Given(text, source)).toList());
    }
    return given;
  }

  private static Stream<String> texts(OptionSpec option) {
    return option.getValue() instanceof Boolean on
        ? Stream.of(on.toString())
        : option.originalStringValues().stream();
  }
}
