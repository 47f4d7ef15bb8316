package dev.ashlar.http.server.options;

import java.util.List;

/// Options that stand together in the help.
///
/// @param title the heading
/// @param options in order
public record OptionGroup(String title, List<Option<?>> options) {
  /// Copies the list.
  public OptionGroup {
    options = List.copyOf(options);
  }
}
