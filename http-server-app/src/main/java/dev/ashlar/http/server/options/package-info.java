/// Options of a command: from the command line, the environment and a configuration file to typed
/// values, with one clear line for whatever is wrong. Knows nothing of what the options mean.
///
/// A [Command] lists its [Option]s; each has a [Converter]. [Command#parse] gives a [Parsed]: a
/// wish for help or for the version, or the [Settings] with their [Source]s. What is wrong with the
/// words is a [CommandException].
package dev.ashlar.http.server.options;
