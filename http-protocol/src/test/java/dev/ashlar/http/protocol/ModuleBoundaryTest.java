package dev.ashlar.http.protocol;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The walls of the module, checked on its descriptor and its compiled classes.
class ModuleBoundaryTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importUrl(RequestParser.class.getProtectionDomain().getCodeSource().getLocation());

  private static final DescribedPredicate<JavaCall<?>> READS_A_CLOCK =
      target(owner(nameMatching("java\\.time\\..*")))
          .and(target(nameMatching("now|system.*|tick.*")))
          .or(
              target(owner(nameMatching("java\\.lang\\.System")))
                  .and(target(nameMatching("currentTimeMillis|nanoTime"))))
          .as("reads a clock");

  private final ModuleDescriptor module = RequestParser.class.getModule().getDescriptor();

  @Test
  void requiresNothingButTheBaseModuleAtRunTime() {
    assertEquals(
        Set.of("java.base", "org.jspecify"),
        module.requires().stream().map(Requires::name).collect(toSet()));
    assertEquals(
        Set.of("org.jspecify"),
        module.requires().stream()
            .filter(required -> required.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .collect(toSet()));
  }

  @Test
  void exportsOnePackageAndOpensNone() {
    assertEquals(
        Set.of("dev.ashlar.http.protocol"),
        module.exports().stream()
            .filter(exported -> !exported.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(toSet()));
    assertTrue(module.opens().isEmpty());
    assertTrue(module.uses().isEmpty());
    assertTrue(module.provides().isEmpty());
  }

  @Test
  void isLookedAtAsAWhole() {
    assertTrue(CLASSES.size() >= 40 && CLASSES.size() <= 120, () -> CLASSES.size() + " classes");
    assertTrue(CLASSES.contain(RequestParser.class) && CLASSES.contain(ChunkedDecoder.class));
  }

  @Test
  void touchesNoSocketNoChannelNoFileAndNoStream() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.net..",
            "java.nio.channels..",
            "java.nio.file..",
            "java.io..",
            "java.util.logging..",
            "sun..",
            "jdk..")
        .check(CLASSES);
  }

  @Test
  void startsNoThreadAndWaitsForNone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName(Thread.class.getName())
        .check(CLASSES);
  }

  @Test
  void readsNoClock() {
    noClasses().should().callMethodWhere(READS_A_CLOCK).check(CLASSES);
  }

  @Test
  void usesNoRegularExpressions() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.regex..").check(CLASSES);
  }

  @Test
  void dependsOnNothingElse() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.ashlar.http.protocol..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void hasNoStaticMutableState() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }
}
