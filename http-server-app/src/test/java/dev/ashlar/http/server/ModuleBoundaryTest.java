package dev.ashlar.http.server;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.ashlar.http.server.api.Handler;
import java.lang.module.ModuleDescriptor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The walls between the rooms of the app, checked on the compiled classes. A room is a package.
class ModuleBoundaryTest {
  private static final String ROOT = "dev.ashlar.http.server";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importUrl(HttpServer.class.getProtectionDomain().getCodeSource().getLocation());

  /// Which rooms a room knows: these and no others. Whoever adds a name here makes a room harder to
  /// understand alone, and should be able to say why.
  private static final Map<String, Set<String>> KNOWS =
      Map.of(
          "root",
          Set.of(
              "api", "connection", "files", "json", "observe", "options", "resources", "uploads"),
          "api",
          Set.of("json", "resources"),
          "connection",
          Set.of("api", "resources"),
          "files",
          Set.of("api", "representation", "resources"),
          "json",
          Set.of(),
          "observe",
          Set.of("api", "connection"),
          "options",
          Set.of(),
          "representation",
          Set.of("api", "resources"),
          "resources",
          Set.of(),
          "uploads",
          Set.of("api", "json", "representation", "resources"));

  /// Which rooms use a library, by the beginning of its packages' names.
  private static final Map<String, Set<String>> USED_BY =
      Map.of(
          "dev.ashlar.http.pool",
          Set.of("root", "connection", "observe"),
          "dev.ashlar.http.security",
          Set.of("root", "connection", "files", "observe", "options", "representation", "uploads"),
          "org.apache.logging.log4j",
          Set.of("root", "files", "observe", "uploads"),
          "org.apache.logging.log4j.core",
          Set.of("observe"),
          "jakarta.json",
          Set.of("files", "json"),
          "picocli",
          Set.of("options"));

  @Test
  void exportsTheFrontDoorAndTheApi() {
    assertEquals(
        Set.of(ROOT, Handler.class.getPackageName()),
        HttpServer.class.getModule().getDescriptor().exports().stream()
            .map(ModuleDescriptor.Exports::source)
            .collect(toSet()));
  }

  @Test
  void knowsOfEachRoomOnlyTheseOthers() {
    Map<String, Set<String>> found = new HashMap<>();
    for (JavaClass type : CLASSES) {
      found
          .computeIfAbsent(room(type), _ -> new HashSet<>())
          .addAll(
              targets(type)
                  .filter(target -> target.getPackageName().startsWith(ROOT))
                  .map(ModuleBoundaryTest::room)
                  .filter(Predicate.not(room(type)::equals))
                  .collect(toSet()));
    }

    assertEquals(KNOWS, found);
  }

  @Test
  void usesEachLibraryInTheseRooms() {
    Map<String, Set<String>> found = new HashMap<>();
    for (String library : USED_BY.keySet()) {
      found.put(
          library,
          CLASSES.stream()
              .filter(type ->
                  targets(type).anyMatch(target -> target.getPackageName().startsWith(library)))
              .map(ModuleBoundaryTest::room)
              .collect(toSet()));
    }

    assertEquals(USED_BY, found);
  }

  @Test
  void touchesSocketsInTheConnectionsRoomAndWhereTheServerListens() {
    assertEquals(
        Set.of("root", "connection"),
        CLASSES.stream()
            .filter(type ->
                targets(type)
                    .anyMatch(target ->
                        target.getName().matches("java\\.nio\\.channels\\..*(Socket|Select).*")))
            .map(ModuleBoundaryTest::room)
            .collect(toSet()));
  }

  @Test
  void hasNoPackageCycles() {
    slices().matching("dev.ashlar.http.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void wasLookedAtAsAWhole() {
    assertTrue(CLASSES.size() >= 300, () -> CLASSES.size() + " classes");
    assertTrue(CLASSES.contain(Main.class) && CLASSES.contain(Handler.class));
  }

  private static Stream<JavaClass> targets(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .map(JavaClass::getBaseComponentType);
  }

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "root" : name.substring(ROOT.length() + 1);
  }
}
