/// Judges what a client asks for, and opens files below a folder that cannot be left.
///
/// - [PathPolicy] and [HostPolicy] take one part of a request as a plain value and give a verdict:
///   allowed, or refused with the reason. They do not parse HTTP; give them what a parser found.
/// - [ConfinedDirectory] takes the segments that [PathPolicy] allowed, and gives an open file, a
///   folder, or nothing.
/// - [ConnectionQuota] and [LogBudget] count, so that no client takes all connections, and none
///   fills the log.
///
/// Nothing here logs, resolves a name, reads a clock or starts a thread. A bad client is a return
/// value; exceptions are for a caller's mistake and for a file system that fails. No method takes
/// or returns null.
package dev.ashlar.http.security;
