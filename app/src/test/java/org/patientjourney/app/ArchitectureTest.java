package org.patientjourney.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.patientjourney.app.access.PersonalAccess;
import org.patientjourney.app.access.PersonalAccess.PersonalRead;
import org.patientjourney.app.console.LoginResource;
import org.patientjourney.app.intake.StoreWebhookResource;
import org.patientjourney.app.openapi.DocsResource;
import org.patientjourney.app.openapi.OpenApiResource;

@AnalyzeClasses(packages = "org.patientjourney.app", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  void production_knows_no_test_server_no_embedded_database_no_sandbox_and_no_laptop(
      JavaClasses app) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..testserver..",
            "io.temporal.testing..",
            "io.zonky..",
            "org.patientjourney.sandbox..",
            "org.patientjourney.local..")
        .because("app is what runs in production; the laptop builds on it, not the other way")
        .check(app);
  }

  @ArchTest
  void resources_leave_temporal_to_their_collaborators(JavaClasses app) {
    noClasses()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.temporal..", "io.grpc..")
        .because("a resource has request and response records and a collaborator, no engine")
        .check(app);
  }

  @ArchTest
  void sql_is_written_in_activities_only(JavaClasses app) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi.v3.sqlobject..", "org.postgresql..", "org.flywaydb..")
        .because("every SQL statement and every table belongs to a DAO of activities")
        .check(app);
  }

  @ArchTest
  void no_class_has_a_statement_of_its_own(JavaClasses app) {
    noClasses()
        .should()
        .callMethod(org.jdbi.v3.core.Handle.class, "select", String.class, Object[].class)
        .orShould()
        .callMethod(org.jdbi.v3.core.Handle.class, "createQuery", String.class)
        .orShould()
        .callMethod(org.jdbi.v3.core.Handle.class, "createUpdate", String.class)
        .orShould()
        .callMethod(org.jdbi.v3.core.Handle.class, "execute", String.class, Object[].class)
        .because("a statement is a DAO's, or of activities.database")
        .check(app);
  }

  @ArchTest
  void a_resource_is_called_one(JavaClasses app) {
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .haveSimpleNameEndingWith("Resource")
        .because("suffixes have one meaning each")
        .check(app);
  }

  @ArchTest
  void every_endpoint_names_its_roles(JavaClasses app) {
    methods()
        .that()
        .areAnnotatedWith(GET.class)
        .or()
        .areAnnotatedWith(POST.class)
        .should()
        .beAnnotatedWith(RolesAllowed.class)
        .orShould()
        .beAnnotatedWith(PersonalRead.class)
        .orShould()
        .beDeclaredIn(OpenApiResource.class)
        .orShould()
        .beDeclaredIn(DocsResource.class)
        .orShould()
        .beDeclaredIn(StoreWebhookResource.class)
        .orShould()
        .beDeclaredIn(LoginResource.class)
        .because("an endpoint without a role is open to every key")
        .check(app);
  }

  @ArchTest
  void an_endpoint_of_personal_data_reads_by_its_access_and_no_other_does(JavaClasses app) {
    DescribedPredicate<List<JavaClass>> access =
        DescribedPredicate.describe(
            "with access",
            types -> types.stream().anyMatch(type -> type.isEquivalentTo(PersonalAccess.class)));
    methods()
        .that()
        .areAnnotatedWith(PersonalRead.class)
        .should()
        .haveRawParameterTypes(access)
        .because("each read of personal data has a purpose and a line in the access log")
        .check(app);
    methods()
        .that()
        .haveRawParameterTypes(access)
        .should()
        .beAnnotatedWith(PersonalRead.class)
        .because("the annotation says as which endpoint a read is logged")
        .check(app);
  }

  @ArchTest
  void the_clock_is_passed_in(JavaClasses app) {
    noClasses()
        .that()
        .doNotHaveSimpleName("JourneyApplication")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("time travels: tests and the laptop own the clock that JourneyApplication makes")
        .check(app);
  }

  @ArchTest
  void time_is_java_time(JavaClasses app) {
    noClasses()
        .that()
        // Dropwizard hands a layout its zone in the old type.
        .areNotAssignableTo(DiscoverableLayoutFactory.class)
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Date|Calendar|GregorianCalendar|TimeZone)")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.sql\\.(Date|Time|Timestamp)")
        .because("java.time says which kind of time is meant")
        .check(app);
  }

  @ArchTest
  void output_goes_to_the_log(JavaClasses app) {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("the log is configured").check(app);
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.because("there is one logging back end").check(app);
  }

  @ArchTest
  void only_the_application_class_reads_the_environment(JavaClasses app) {
    noClasses()
        .that()
        .doNotHaveSimpleName("JourneyApplication")
        .should()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .because("config.yml is the one place where settings come in")
        .check(app);
  }

  @ArchTest
  void features_are_free_of_cycles(JavaClasses app) {
    slices()
        .matching("org.patientjourney.app.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a feature can be read on its own")
        .check(app);
  }
}
