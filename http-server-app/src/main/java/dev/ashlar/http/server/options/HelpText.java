package dev.ashlar.http.server.options;

/// Lays out the help of a command.
final class HelpText {
  private static final int WIDTH = 80;
  private static final int COLUMN = 29;
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final Command command;
  private final boolean styled;
  private final StringBuilder text = new StringBuilder();

  HelpText(Command command, boolean styled) {
    this.command = command;
    this.styled = styled;
  }

  String render() {
    text.append(bold("Usage:")).append(' ').append(command.name());
    text.append(" [OPTIONS] [").append(command.argument()).append("]\n\n");
    text.append(command.summary()).append('\n');
    for (OptionGroup group : command.groups()) {
      heading(group.title());
      group.options().forEach(this::option);
    }
    heading("Other");
    option(Command.CONFIGURATION);
    entry("-h, --help", "this help");
    entry("-V, --version", "the versions of the server and of its Java");
    text.append('\n').append(command.notes()).append('\n');
    return text.toString();
  }

  private void heading(String title) {
    text.append('\n').append(bold(title)).append('\n');
  }

  private void option(Option<?> option) {
    entry(option.usage(), option.help());
  }

  /// An option and, in a column of its own, what it does.
  private void entry(String option, String help) {
    text.append("  ").append(bold(option));
    int column = 2 + option.length();
    if (column + 2 > COLUMN) {
      text.append('\n');
      column = 0;
    }
    text.repeat(' ', COLUMN - column);
    column = COLUMN;
    for (String word : help.split(" ", -1)) {
      if (column > COLUMN && column + 1 + word.length() > WIDTH) {
        text.append('\n').repeat(' ', COLUMN);
        column = COLUMN;
      }
      if (column > COLUMN) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    text.append('\n');
  }

  private String bold(String words) {
    return styled ? BOLD + words + PLAIN : words;
  }
}
