package org.patientjourney.activities.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.AnsweringProvider;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.qualiphy.LookupResult.Failed;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.activities.qualiphy.client.Lookup;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;

/** How often the provider is asked. */
class ProviderLookupsTest {
  private static final String CALL = "exam_list";
  private static final List<ExamId> EXAMS = List.of(new ExamId(5204));

  private final List<Duration> pauses = new ArrayList<>();
  private final AnsweringProvider provider = new AnsweringProvider();
  private final ProviderLookups lookups = new ProviderLookups(provider.accounts(), pauses::add);

  ProviderLookupsTest() throws IOException {}

  @AfterEach
  void closeProvider() {
    provider.close();
  }

  @Test
  void each_list_is_asked_for_with_the_clinics_key() {
    for (String call :
        List.of(
            CALL,
            "exam_questions",
            "partner_pharmacy_list",
            "partner_pharmacy_treatment_packages",
            "custom_pharmacy_search")) {
      provider.willAnswer(call, 200, "[]");
    }
    assertThat(
            List.of(
                lookups.lookUp(TestOrders.CLINIC, Lookup.exams()),
                lookups.lookUp(TestOrders.CLINIC, Lookup.questions(EXAMS.get(0))),
                lookups.lookUp(TestOrders.CLINIC, Lookup.partnerPharmacies(EXAMS, "NV")),
                lookups.lookUp(TestOrders.CLINIC, Lookup.packages(List.of(31), EXAMS, "NV")),
                lookups.lookUp(
                    TestOrders.CLINIC, Lookup.pharmacies(new PharmacySearch("Elm", null, null)))))
        .hasSize(5)
        .containsOnly(new Found<>(List.of()));
    assertThat(provider.requests("partner_pharmacy_treatment_packages"))
        .singleElement()
        .satisfies(body -> assertThat(body).contains("[31]", "[5204]", "NV", "key-of-juniper"));
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void an_unreachable_provider_is_asked_twice_more_after_pauses_of_different_length(int status) {
    provider.willAnswer(CALL, status, "");

    assertThat(lookups.lookUp(TestOrders.CLINIC, Lookup.exams()))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE, "http " + status));
    assertThat(provider.requests(CALL)).hasSize(3);
    assertThat(pauses).hasSize(2);
    assertThat(pauses.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(pauses.get(1)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
  }

  @Test
  void stops_after_the_first_answer() {
    provider.willAnswer(CALL, 503, "");
    AtomicInteger times = new AtomicInteger();
    ProviderLookups patient =
        new ProviderLookups(
            provider.accounts(),
            pause -> {
              times.incrementAndGet();
              provider.willAnswer(CALL, 200, "[]");
            });

    assertThat(patient.lookUp(TestOrders.CLINIC, Lookup.exams())).isEqualTo(new Found<>(List.of()));
    assertThat(times).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource({"400, REFUSED", "401, REFUSED", "429, RATE_LIMITED", "200, UNREADABLE"})
  void returns_any_other_failure_at_once(int status, Failure kind) {
    provider.willAnswer(CALL, status, "{}");

    assertThat(lookups.lookUp(TestOrders.CLINIC, Lookup.exams()))
        .isInstanceOfSatisfying(Failed.class, failed -> assertThat(failed.kind()).isEqualTo(kind));
    assertThat(provider.requests(CALL)).hasSize(1);
  }

  @Test
  void calls_an_unreachable_provider_twice_more() {
    provider.close();

    assertThat(lookups.lookUp(TestOrders.CLINIC, Lookup.exams()))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE, "ConnectException"));
    assertThat(pauses).hasSize(2);
  }

  @Test
  void an_interrupted_thread_does_not_pause() {
    provider.willAnswer(CALL, 503, "");
    ProviderLookups stopping =
        new ProviderLookups(
            provider.accounts(),
            pause -> {
              throw new InterruptedException("stop");
            });

    assertThat(stopping.lookUp(TestOrders.CLINIC, Lookup.exams()))
        .isEqualTo(new Failed<>(Failure.UNREACHABLE, "http 503"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(provider.requests(CALL)).hasSize(1);
  }

  @Test
  void a_clinic_without_an_account_is_not_asked_for() {
    ClinicId cedar = new ClinicId("cedar");
    assertThat(lookups.knows(TestOrders.CLINIC)).isTrue();
    assertThat(lookups.knows(cedar)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> lookups.lookUp(cedar, Lookup.exams()));
  }
}
