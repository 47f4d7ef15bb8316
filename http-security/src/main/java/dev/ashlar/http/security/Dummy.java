package dev.ashlar.http.security;

/// Dummy.
public final class Dummy {
  private Dummy() {}
}
