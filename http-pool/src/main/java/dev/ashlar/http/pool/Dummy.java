package dev.ashlar.http.pool;

/// Dummy.
public final class Dummy {
  private Dummy() {}
}
