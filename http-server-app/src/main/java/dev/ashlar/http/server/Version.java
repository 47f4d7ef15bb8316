package dev.ashlar.http.server;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/// The server's version, as the build wrote it into the module.
final class Version {
  private Version() {}

  /// Such as `0.1.0`; `0` for classes that no build has packed.
  static String number() {
    return Optional.ofNullable(Version.class.getModule().getDescriptor())
        .flatMap(ModuleDescriptor::rawVersion)
        .orElse("0");
  }

  /// What `--version` prints.
  static String text() {
    return "Ashlar %s%nJava %s (%s)"
        .formatted(number(), Runtime.version(), System.getProperty("java.vm.name"));
  }
}
