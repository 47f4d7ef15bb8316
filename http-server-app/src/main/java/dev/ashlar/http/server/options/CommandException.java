package dev.ashlar.http.server.options;

/// The command cannot be carried out. The message is one sentence for the operator, and may hold
/// any character that the operator has typed.
public final class CommandException extends Exception {
  private static final long serialVersionUID = 1;

  /// What is at fault.
  public enum Fault {
    /// An option: as it stands, the command makes no sense anywhere.
    OPTION,
    /// The machine: a port is taken, a folder or a file that was named is not there.
    MACHINE
  }

  private final Fault fault;

  /// With the fault and the sentence.
  public CommandException(Fault fault, String message) {
    super(message, null, false, false);
    this.fault = fault;
  }

  /// What is at fault.
  public Fault fault() {
    return fault;
  }

  static CommandException option(String message) {
    return new CommandException(Fault.OPTION, message);
  }
}
