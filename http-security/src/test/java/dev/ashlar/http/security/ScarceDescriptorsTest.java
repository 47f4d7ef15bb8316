package dev.ashlar.http.security;

import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What comes of a lookup and of a listing when the process is out of descriptors: in a process of
/// its own, which has few.
@Timeout(120)
class ScarceDescriptorsTest {
  private static final List<String> FOLDER = List.of("a", "b", "c", "d");
  private static final List<String> FILE = List.of("a", "b", "c", "d", "file");

  /// What README.md says.
  private static final int ENOUGH_TO_LOOK_UP = 4;

  /// What README.md says.
  private static final int ENOUGH_TO_LIST = 6;

  @Test
  void throwsAndNeverTakesForAbsentWhatIsThere(@TempDir Path folder) throws Exception {
    TestTree tree = TestTree.in(folder);
    tree.file(String.join("/", FILE), "content");
    tree.link(String.join("/", FOLDER) + "/link", "file");
    Path testClasses = folderOf(ScarceDescriptorsTest.class);
    Path classes = folderOf(ConfinedDirectory.class);

    TestTree.run(
        "sh",
        "-c",
        "ulimit -n 100 && exec \"$@\"",
        "sh",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:-MaxFDLimit",
        "-cp",
        classes + ":" + testClasses,
        OtherProcess.class.getName(),
        classes.toString(),
        tree.root().toString());
  }

  /// The folder on whose class path this class is.
  private static Path folderOf(Class<?> type) throws Exception {
    String name = type.getName().replace('.', '/') + ".class";
    URI file = type.getResource("/" + name).toURI();
    return Path.of(file).resolve("/..".repeat(name.split("/").length).substring(1)).normalize();
  }

  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] arguments) throws Exception {
      loadClasses(Path.of(arguments[0]));
      try (ConfinedDirectory directory =
          ConfinedDirectory.open(Path.of(arguments[1]), LinkPolicy.INSIDE)) {
        assertNeeds(ENOUGH_TO_LOOK_UP, () -> lookUp(directory));
        assertNeeds(ENOUGH_TO_LIST, () -> list(directory));
      }
    }

    /// Returns if it finds what is there, and fails an assertion if it finds anything else.
    private interface Attempt {
      void run() throws IOException;
    }

    private static void lookUp(ConfinedDirectory directory) throws IOException {
      switch (directory.lookup(FILE)) {
        case Lookup.OpenFile file -> file.close();
        case Lookup.Folder folder -> throw new AssertionError(folder);
        case Lookup.Absent absent -> throw new AssertionError(absent);
      }
    }

    private static void list(ConfinedDirectory directory) throws IOException {
      Map<String, FolderEntry.Kind> kinds = new HashMap<>();
      switch (directory.list(FOLDER, 10, entry -> kinds.put(entry.name(), entry.kind()))) {
        case Listing.Listed(FileStamp stamp, boolean complete) -> require(complete, "incomplete");
        case Lookup.Absent absent -> throw new AssertionError(absent);
      }
      require(
          kinds.equals(Map.of("file", FolderEntry.Kind.FILE, "link", FolderEntry.Kind.FILE)),
          "listed " + kinds);
    }

    private static void assertNeeds(int enough, Attempt attempt) throws IOException {
      attempt.run(); // what it needs once is loaded now
      long before = TestTree.descriptors();
      Deque<FileInputStream> others = takeAllDescriptors();
      require(!succeeds(attempt), "found with none");
      for (int free = 1; free < enough; free++) {
        others.removeLast().close();
        succeeds(attempt);
      }
      others.removeLast().close();
      require(succeeds(attempt), "not found with " + enough);
      while (!others.isEmpty()) {
        others.removeLast().close();
      }
      require(before == TestTree.descriptors(), "leaked");
    }

    /// Loading one later would take a descriptor that is not there.
    private static void loadClasses(Path classes) throws IOException, ClassNotFoundException {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(classes)) {
        files = walk.filter(file -> file.toString().endsWith(".class")).toList();
      }
      for (Path file : files) {
        String name = classes.relativize(file).toString().replace('/', '.');
        if (!name.equals("module-info.class")) {
          Class.forName(name.substring(0, name.length() - ".class".length()));
        }
      }
    }

    private static Deque<FileInputStream> takeAllDescriptors() {
      Deque<FileInputStream> taken = new ArrayDeque<>();
      try {
        while (true) {
          taken.add(new FileInputStream("/dev/null"));
        }
      } catch (IOException e) {
        return taken;
      }
    }

    /// Whether it succeeds, again and again, or else fails, again and again.
    private static boolean succeeds(Attempt attempt) throws IOException {
      int succeeded = 0;
      int rounds = 100;
      for (int round = 0; round < rounds; round++) {
        try {
          attempt.run();
          succeeded++;
        } catch (FileSystemException e) {
          require(succeeded == 0, "succeeded before: " + e);
        }
      }
      require(succeeded == 0 || succeeded == rounds, "succeeded " + succeeded);
      return succeeded > 0;
    }

    private static void require(boolean condition, String otherwise) {
      if (!condition) {
        throw new AssertionError(otherwise);
      }
    }
  }
}
