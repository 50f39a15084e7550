package org.patientjourney.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module may touch. */
@AnalyzeClasses(
    packages = "org.patientjourney.workflows",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_OUTSIDE_WORLD =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "java.io..",
              "java.nio..",
              "java.sql..",
              "javax.sql..",
              "java.util.concurrent..",
              "java.security..",
              "io.temporal.client..",
              "io.temporal.serviceclient..",
              "io.temporal.worker..")
          .because("a workflow is replayed: effects belong into activities");

  @ArchTest
  static final ArchRule NO_CLOCK_THREAD_OR_RANDOM =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.util.UUID.class, "randomUUID")
          .orShould()
          .callMethod(Math.class, "random")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Thread.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.Random.class)
          .because("the same history must lead to the same commands, on every machine");

  @ArchTest
  static final ArchRule NO_OTHER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.patientjourney.activities..",
              "org.patientjourney.app..",
              "org.patientjourney.local..",
              "org.patientjourney.sandbox..")
          .because("the arrows point here: workflows <- activities <- app <- local");

  @ArchTest
  static final ArchRule NO_HASH_ORDER =
      noClasses()
          .should()
          .callMethod(java.util.Set.class, "copyOf", java.util.Collection.class)
          .orShould()
          .callMethod(java.util.Map.class, "copyOf", java.util.Map.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(java.util.HashMap.class)
          .because("their order of iteration differs between JVMs, and a replay with it");

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices()
          .matching("org.patientjourney.workflows.(*)..")
          .should()
          .beFreeOfCycles()
          .because("data come first, then rules, then steps, then the line");
}
