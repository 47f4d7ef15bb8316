package dev.ashlar.http.security;

/// What [ConfinedDirectory] does where it meets a symbolic link.
///
/// Immutable, safe for use by any thread.
public enum LinkPolicy {
  /// A symbolic link is absent, wherever it leads.
  NONE,
  /// A symbolic link is followed if it ends inside the root, whatever way it takes there.
  INSIDE
}
