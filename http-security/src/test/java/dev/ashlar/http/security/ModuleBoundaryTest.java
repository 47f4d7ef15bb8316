package dev.ashlar.http.security;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.ashlar.http.security.tree.Root;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The walls of the module, checked on the compiled classes.
class ModuleBoundaryTest {
  private static final String API = "dev.ashlar.http.security";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importUrl(PathPolicy.class.getProtectionDomain().getCodeSource().getLocation());

  private final ModuleDescriptor module = PathPolicy.class.getModule().getDescriptor();

  @Test
  void requiresNothingButTheBaseModule() {
    assertEquals(
        Set.of("java.base", "org.jspecify"),
        module.requires().stream().map(Requires::name).collect(toSet()));
    assertEquals(
        Set.of("java.base"),
        module.requires().stream()
            .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .collect(toSet()));
  }

  @Test
  void exportsOnePackageAndOpensNone() {
    assertEquals(
        Set.of(API),
        module.exports().stream().map(ModuleDescriptor.Exports::source).collect(toSet()));
    assertTrue(module.exports().stream().noneMatch(ModuleDescriptor.Exports::isQualified));
    assertEquals(Set.of(), module.opens());
    assertEquals(Set.of(), module.uses());
    assertEquals(Set.of(), module.provides());
  }

  @Test
  void hasThisApi() {
    assertEquals(
        Set.of(
            "PathPolicy",
            "PathVerdict",
            "PathViolation",
            "HostPolicy",
            "HostRule",
            "HostVerdict",
            "ConfinedDirectory",
            "LinkPolicy",
            "Lookup",
            "Listing",
            "FolderEntry",
            "FileStamp",
            "ConnectionQuota",
            "LogBudget"),
        CLASSES.stream()
            .filter(type -> type.getPackageName().equals(API) && type.isTopLevelClass())
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(type -> type.getSimpleName())
            .collect(toSet()));
  }

  @Test
  void wasLookedAtAsAWhole() {
    assertTrue(CLASSES.size() >= 35 && CLASSES.size() <= 80, () -> CLASSES.size() + " classes");
    assertTrue(CLASSES.contain(ConfinedDirectory.class) && CLASSES.contain(Root.class));
  }

  @Test
  void knowsTheJdkAloneAndOfTheNetworkOnlyAddresses() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    API + "..",
                    "java.lang..",
                    "java.util",
                    "java.util.function",
                    "java.util.regex",
                    "java.util.stream",
                    "java.util.concurrent..",
                    "java.io",
                    "java.time",
                    "java.nio",
                    "java.nio.charset",
                    "java.nio.channels",
                    "java.nio.file",
                    "java.nio.file.attribute",
                    "org.jspecify.annotations")
                .or(belongToAnyOf(InetAddress.class)))
        .check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.channels\\..*(Socket|Selector|Pipe|Datagram|Asynchronous).*")
        .check(CLASSES);
  }

  @Test
  void resolvesNoName() {
    assertEquals(
        Set.of("getAddress", "equals"),
        CLASSES.stream()
            .flatMap(type -> type.getMethodCallsFromSelf().stream())
            .filter(call -> call.getTargetOwner().isAssignableTo(InetAddress.class))
            .map(call -> call.getName())
            .collect(toSet()));
  }

  @Test
  void startsNoThreadReadsNoClockAndPrintsNothing() {
    noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class).check(CLASSES);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(java.util.concurrent.Executor.class)
        .check(CLASSES);
    noClasses().should().callMethod(System.class, "nanoTime").check(CLASSES);
    noClasses().should().callMethod(System.class, "currentTimeMillis").check(CLASSES);
    noClasses().should().callMethod(java.time.Instant.class, "now").check(CLASSES);
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }

  @Test
  void holdsNoStaticMutableState() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void keepsItsMachineryFreeOfItsPolicies() {
    noClasses()
        .that()
        .resideInAnyPackage(API + ".tree", API + ".host")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(API)
        .check(CLASSES);
    slices().matching(API + ".(*)").should().notDependOnEachOther().check(CLASSES);
  }
}
