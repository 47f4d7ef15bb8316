package dev.ashlar.http.pool;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The walls of the module, checked on the compiled classes.
class ModuleBoundaryTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importUrl(WorkerPool.class.getProtectionDomain().getCodeSource().getLocation());

  private final ModuleDescriptor module = WorkerPool.class.getModule().getDescriptor();

  @Test
  void requiresNothingButTheBaseModule() {
    Set<String> atRunTime =
        module.requires().stream()
            .filter(required -> !required.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name)
            .collect(toSet());
    assertEquals(Set.of("java.base"), atRunTime);
    assertEquals(
        Set.of("java.base", "org.jspecify"),
        module.requires().stream().map(Requires::name).collect(toSet()));
  }

  @Test
  void exportsItsApiAndOpensNothing() {
    assertEquals(
        Set.of("dev.ashlar.http.pool"),
        module.exports().stream()
            .filter(exported -> !exported.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(toSet()));
    assertTrue(module.opens().isEmpty());
    assertTrue(module.uses().isEmpty());
    assertTrue(module.provides().isEmpty());
  }

  @Test
  void hasThisApi() {
    assertEquals(
        Set.of("WorkerPool", "WorkerPool$Builder", "TaskSource", "PoolListener", "PoolSnapshot"),
        CLASSES.stream()
            .filter(type -> type.getPackageName().equals("dev.ashlar.http.pool"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(type -> type.getName().substring("dev.ashlar.http.pool.".length()))
            .collect(toSet()));
  }

  @Test
  void wasLookedAtAsAWhole() {
    assertTrue(CLASSES.size() >= 15 && CLASSES.size() <= 60, () -> CLASSES.size() + " classes");
    assertTrue(CLASSES.contain(WorkerPool.class) && CLASSES.contain(Dispatch.class));
  }

  @Test
  void touchesNoSocketNoFileAndNoLogger() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.nio..", "java.io..", "java.util.logging..", "sun..")
        .check(CLASSES);
  }

  @Test
  void knowsNothingOfHttp() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.ashlar.http.pool..", "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void keepsItsStructuresFreeOfThePool() {
    noClasses()
        .that()
        .resideInAPackage("dev.ashlar.http.pool.queue")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.ashlar.http.pool")
        .check(CLASSES);
  }

  @Test
  void interruptsNobodyAndStopsNobody() {
    noClasses().should(callMethod(Thread.class, "interrupt")).check(CLASSES);
    noClasses().should(callMethod(Thread.class, "stop")).check(CLASSES);
  }

  @Test
  void createsThreadsInOnePlaceOnly() {
    Set<String> creators =
        CLASSES.stream()
            .filter(ModuleBoundaryTest::createsThreads)
            .map(JavaClass::getSimpleName)
            .collect(toSet());
    assertEquals(Set.of("Builder"), creators);
  }

  private static boolean createsThreads(JavaClass type) {
    return type.getMethodCallsFromSelf().stream()
            .anyMatch(call ->
                Set.of("start", "unstarted").contains(call.getName())
                    && call.getTargetOwner().getName().startsWith("java.lang.Thread$Builder"))
        || type.getConstructorCallsFromSelf().stream()
            .anyMatch(call -> call.getTargetOwner().isAssignableTo(Thread.class));
  }
}
