package dev.ashlar.http.server.options;

/// What a command line asks for.
public sealed interface Parsed permits Parsed.Help, Parsed.Version, Settings {
  /// The help.
  record Help() implements Parsed {}

  /// The version.
  record Version() implements Parsed {}
}
