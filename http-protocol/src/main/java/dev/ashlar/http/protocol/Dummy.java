package dev.ashlar.http.protocol;

/// Dummy.
public final class Dummy {
  private Dummy() {}
}
