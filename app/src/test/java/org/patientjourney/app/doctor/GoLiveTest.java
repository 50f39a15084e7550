package org.patientjourney.app.doctor;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.app.JsonEdit.with;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.doctor.EvidenceDao;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.doctor.GoLive.Point;
import org.patientjourney.app.doctor.GoLive.Verdict;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientId;

/** Each point of the list, by a configuration and a record in which it alone is not met. */
class GoLiveTest {
  private static final Evidence NOTHING = new Evidence(Set.of(), Set.of(), false, 1);

  /** A record. */
  private record Evidence(
      Set<ExamId> findDecidedExams,
      Set<Decision> findReportedDecisions,
      boolean hasRedelivery,
      int open)
      implements EvidenceDao {
    @Override
    public List<OpenOrder> findOpenOrders(int limit) {
      return IntStream.rangeClosed(1, Math.min(open, limit))
          .mapToObj(number -> new OpenOrder(new ClinicId("juniper"), new OrderId("WC-" + number)))
          .toList();
    }
  }

  @Test
  void all_that_can_be_told_passes_in_live_mode_after_everything_was_tried() throws Exception {
    JourneyConfiguration live = read(live());

    Map<String, Verdict> verdicts = verdicts(live, tried(live), patient("Rivka", "CO"));

    assertThat(verdicts).hasSize(10).doesNotContainValue(Verdict.FAILED);
    assertThat(
            verdicts.entrySet().stream()
                .filter(point -> point.getValue() == Verdict.NOT_TELLABLE)
                .map(Map.Entry::getKey))
        .containsExactlyInAnyOrder("change notices", "gradual roll-out");
  }

  @Test
  void an_installation_in_test_mode_without_a_journey_has_all_of_it_before_it() throws Exception {
    JourneyConfiguration test = read(TestConfigurations.tree());

    assertThat(verdicts(test, NOTHING, patient("Rivka", "CO")))
        .containsEntry("every exam tried", Verdict.FAILED)
        .containsEntry("live mode", Verdict.FAILED)
        .containsEntry("webhook tried", Verdict.FAILED)
        .containsEntry("redelivery tried", Verdict.NOT_TELLABLE)
        .containsEntry("monitoring", Verdict.FAILED);
  }

  @Test
  void names_the_exams_and_decisions_that_were_not_tried() throws Exception {
    JourneyConfiguration live = read(live());
    Set<ExamId> exams = exams(live);
    exams.remove(new ExamId(5102));

    assertThat(found(live, new Evidence(exams, EnumSet.of(Decision.APPROVED), true, 1)))
        .containsEntry(
            "every exam tried", "no decided journey of the exams 5102: order each in test mode")
        .containsEntry(
            "webhook tried",
            "no webhook has reported REJECTED: order a test patient with that result");
  }

  @ParameterizedTest
  @CsvSource({"Rivka,TE", "Test,CO"})
  void names_the_open_orders_of_test_patients(String firstName, String state) throws Exception {
    JourneyConfiguration live = read(live());

    assertThat(points(live, tried(live), patient(firstName, state)))
        .contains(
            new Point(
                "no test patients",
                Verdict.FAILED,
                "open orders of test patients, cancel them: juniper:WC-1"));
  }

  @Test
  void does_not_pass_orders_that_were_not_looked_at() throws Exception {
    JourneyConfiguration live = read(live());
    Evidence many = new Evidence(exams(live), EnumSet.noneOf(Decision.class), true, 1_001);

    assertThat(verdicts(live, many, patient("Rivka", "CO")))
        .containsEntry("no test patients", Verdict.NOT_TELLABLE);
  }

  @Test
  void names_a_secret_in_the_file_by_its_key_alone() throws Exception {
    ObjectNode file =
        with(TestConfigurations.tree(), "/clinics/cedar/apiKey", "CANARY-in-the-file");
    JourneyConfiguration test = read(file);

    assertThat(found(test, tried(test)))
        .containsEntry(
            "secrets",
            "written into config.yml, replace them by variables or files: clinics.cedar.apiKey");
  }

  @Test
  void asks_about_a_pharmacy_that_a_store_product_fixes() throws Exception {
    ObjectNode file = live();
    file.withObject("/clinics/juniper")
        .putArray("stores")
        .add(
            new JsonMapper()
                .readTree(
                    """
                    {"platform": "SHOPIFY", "secrets": ["${JOURNEY_CLINIC_JUNIPER_KEY}-${JOURNEY_CLINIC_JUNIPER_KEY}"],
                     "dateOfBirth": "dob", "products": [{"sku": "TIRZ-1M", "examId": 5204,
                       "pharmacy": {"route": "PARTNER", "pharmacyId": 31, "orderSetId": 884}}]}
                    """));
    JourneyConfiguration test = read(with(file, "/mode", "TEST"));

    assertThat(points(test, tried(test), patient("Rivka", "CO")))
        .contains(
            new Point(
                "pharmacies",
                Verdict.NOT_TELLABLE,
                "one pharmacy for every patient of the store products juniper TIRZ-1M: is each right"
                    + " everywhere?"));
  }

  private static JourneyConfiguration read(ObjectNode file) throws Exception {
    Map<String, String> variables = TestConfigurations.variables();
    variables.put("JOURNEY_ALARM_SECRET", "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    return TestConfigurations.read(file.toString(), variables);
  }

  private static ObjectNode live() throws Exception {
    ObjectNode file = with(TestConfigurations.tree(), "/mode", "LIVE");
    file.set(
        "alarmWebhook",
        new JsonMapper()
            .readTree(
                """
                {"name": "on-call", "url": "https://on-call.example.org/alarms",
                 "secrets": ["${JOURNEY_ALARM_SECRET}"]}
                """));
    return file;
  }

  private static Set<ExamId> exams(JourneyConfiguration configuration) {
    return configuration.catalogue().stream().map(CatalogueEntry::examId).collect(toSet());
  }

  private static Evidence tried(JourneyConfiguration configuration) {
    return new Evidence(
        exams(configuration), EnumSet.of(Decision.APPROVED, Decision.REJECTED), true, 1);
  }

  private static Patient patient(String firstName, String state) {
    return new Patient(
        new PatientId("C-1"),
        firstName,
        "Approve",
        "rivka@example.org",
        "+12025550147",
        LocalDate.of(1990, 4, 1),
        null,
        state,
        null,
        null);
  }

  private static List<Point> points(
      JourneyConfiguration configuration, Evidence evidence, Patient patient) {
    return new GoLive(configuration, evidence, order -> patient).points();
  }

  private static Map<String, Verdict> verdicts(
      JourneyConfiguration configuration, Evidence evidence, Patient patient) {
    return points(configuration, evidence, patient).stream()
        .collect(toMap(Point::name, Point::verdict));
  }

  private static Map<String, String> found(JourneyConfiguration configuration, Evidence evidence) {
    return points(configuration, evidence, patient("Rivka", "CO")).stream()
        .collect(toMap(Point::name, Point::found));
  }
}
