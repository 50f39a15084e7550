package org.patientjourney.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.patientjourney.activities",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_CYCLES =
      slices()
          .matching("org.patientjourney.activities.(**)")
          .should()
          .beFreeOfCycles()
          .because("a feature can be read on its own");

  @ArchTest
  static final ArchRule NO_TEMPORAL_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.temporal.client..", "io.temporal.worker..", "io.temporal.workflow..")
          .because("an activity signals no workflow: it leaves a row in the outbox");

  @ArchTest
  static final ArchRule NO_LATER_MODULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.patientjourney.app..",
              "org.patientjourney.local..",
              "org.patientjourney.sandbox..")
          .because("modules depend in one direction: workflows <- activities <- app <- local");

  @ArchTest
  static final ArchRule PROVIDER_WITHOUT_SQL =
      noClasses()
          .that()
          .resideInAPackage("..qualiphy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "io.temporal..")
          .because("the client stores nothing");

  @ArchTest
  static final ArchRule HTTP_ONLY_AT_THE_PROVIDER =
      noClasses()
          .that()
          .resideOutsideOfPackage("..qualiphy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because("every call to the provider is made in one package");

  @ArchTest
  static final ArchRule FETCHING_ONLY_WHERE_ADDRESSES_ARE_CHECKED =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "..activities.internet..",
              "..activities.pdf..",
              "..activities.callback..",
              "..activities.intake..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.(URL|.*URLConnection|Socket|SocketAddress)|org\\.apache\\.hc\\..*")
          .because("addresses from outside are called on the public internet only");

  @ArchTest
  static final ArchRule WIRE_FORMAT_STAYS_INSIDE =
      noClasses()
          .that()
          .resideOutsideOfPackage("..qualiphy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..qualiphy.wire..")
          .because("the provider's JSON is read in its own packages");

  @ArchTest
  static final ArchRule WIRE_RECORDS_STAY_INSIDE =
      classes()
          .that()
          .resideInAPackage("..qualiphy..")
          .and()
          .areRecords()
          .and()
          .haveSimpleNameStartingWith("Qualiphy")
          .should()
          .bePackagePrivate()
          .because("the provider's spelling stays in this package");

  @ArchTest
  static final ArchRule NO_SYSTEM_CLOCK =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("all times come from the injected clock");

  @ArchTest
  static final ArchRule NO_METRICS_LIBRARY =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .because("activities notify an observer; app does the counting");
}
