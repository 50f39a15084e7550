package org.patientjourney.activities;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What a room may touch. */
@AnalyzeClasses(
    packages = "org.patientjourney.activities",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule NO_TEMPORAL_CLIENT =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.temporal.client..", "io.temporal.worker..", "io.temporal.workflow..")
          .because("an activity signals nothing: what must be told is left in the outbox");

  @ArchTest
  static final ArchRule NO_OTHER_ROOM =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.patientjourney.app..",
              "org.patientjourney.local..",
              "org.patientjourney.sandbox..")
          .because("the arrows point away: workflows <- activities <- app <- local");

  @ArchTest
  static final ArchRule PROVIDER_WITHOUT_SQL =
      noClasses()
          .that()
          .resideInAPackage("..qualiphy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "io.temporal..")
          .because("the client calls and reads, it keeps nothing");

  @ArchTest
  static final ArchRule HTTP_ONLY_AT_THE_PROVIDER =
      noClasses()
          .that()
          .resideOutsideOfPackage("..qualiphy..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.net.http..")
          .because("every call to the provider stands in one package");

  @ArchTest
  static final ArchRule FETCHING_ONLY_WHERE_ADDRESSES_ARE_CHECKED =
      noClasses()
          .that()
          .resideOutsideOfPackage("..activities.pdf..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.net\\.(URL|.*URLConnection|Socket|SocketAddress)")
          .because("what the outside names is fetched only from the public internet");

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
          .because("the provider's spelling ends at this package");

  @ArchTest
  static final ArchRule NO_CLOCK_OF_ITS_OWN =
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
          .because("what is worth counting is told to an observer; app knows who counts");
}
