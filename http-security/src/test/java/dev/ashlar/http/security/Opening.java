package dev.ashlar.http.security;

import java.io.IOException;
import java.nio.file.Path;

/// The two ways in which a tree is held.
enum Opening {
  SECURE {
    @Override
    ConfinedDirectory open(Path root, LinkPolicy links) throws IOException {
      return ConfinedDirectory.open(root, links);
    }
  },
  CHECKED {
    @Override
    ConfinedDirectory open(Path root, LinkPolicy links) throws IOException {
      return ConfinedDirectory.openChecked(root, links);
    }
  };

  abstract ConfinedDirectory open(Path root, LinkPolicy links) throws IOException;
}
