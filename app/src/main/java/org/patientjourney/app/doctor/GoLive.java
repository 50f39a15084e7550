package org.patientjourney.app.doctor;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.patientjourney.activities.doctor.EvidenceDao;
import org.patientjourney.activities.doctor.EvidenceDao.OpenOrder;
import org.patientjourney.app.configuration.CatalogueEntry;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.app.order.OrderRules;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Patient;

/**
 * The provider's list for the step to real patients (docs/provider.md, Going live), each point
 * answered by configuration and record.
 *
 * @param currentPatient of an order, as corrected last
 */
public record GoLive(
    JourneyConfiguration configuration,
    EvidenceDao evidence,
    Function<OpenOrder, Patient> currentPatient) {
  /** Each is decrypted. */
  private static final int ORDERS_LOOKED_AT = 1_000;

  private static final Set<Decision> BOTH = EnumSet.of(Decision.APPROVED, Decision.REJECTED);

  enum Verdict {
    PASSED,
    FAILED,
    /** Neither configuration nor record shows it: a person must answer. */
    NOT_TELLABLE
  }

  /**
   * A point of the list.
   *
   * @param found what was found, and what to do about it; ids only
   */
  record Point(String name, Verdict verdict, String found) {}

  List<Point> points() {
    return List.of(
        everyExam(),
        mode(),
        testPatients(),
        decisions(),
        secrets(),
        redelivery(),
        monitoring(),
        changeNotices(),
        pharmacies(),
        rollOut());
  }

  private Point everyExam() {
    Set<ExamId> untried = new TreeSet<>((a, b) -> Integer.compare(a.value(), b.value()));
    configuration.catalogue().stream().map(CatalogueEntry::examId).forEach(untried::add);
    untried.removeAll(evidence.findDecidedExams());
    return untried.isEmpty()
        ? new Point(
            "every exam tried", Verdict.PASSED, "each exam of the catalogue has a decided journey")
        : new Point(
            "every exam tried",
            Verdict.FAILED,
            "no decided journey of the exams %s: order each in test mode"
                .formatted(listed(untried)));
  }

  private Point mode() {
    return configuration.mode() == Mode.LIVE
        ? new Point(
            "live mode", Verdict.PASSED, "orders of the test state and of test names are refused")
        : new Point(
            "live mode", Verdict.FAILED, "found mode TEST: set LIVE when the other points are met");
  }

  private Point testPatients() {
    List<OpenOrder> open = evidence.findOpenOrders(ORDERS_LOOKED_AT);
    List<String> left =
        open.stream()
            .filter(order -> OrderRules.isTestPatient(currentPatient.apply(order)))
            .map(order -> order.clinic() + ":" + order.orderId())
            .toList();
    if (!left.isEmpty()) {
      return new Point(
          "no test patients",
          Verdict.FAILED,
          "open orders of test patients, cancel them: " + listed(left));
    }
    return open.size() < ORDERS_LOOKED_AT
        ? new Point(
            "no test patients", Verdict.PASSED, "no open order has the test state or a test name")
        : new Point(
            "no test patients",
            Verdict.NOT_TELLABLE,
            "none of the oldest %d open orders is one; the others were not looked at"
                .formatted(ORDERS_LOOKED_AT));
  }

  private Point decisions() {
    Set<Decision> missing = EnumSet.copyOf(BOTH);
    missing.removeAll(evidence.findReportedDecisions());
    return missing.isEmpty()
        ? new Point("webhook tried", Verdict.PASSED, "an approval and a rejection came by webhook")
        : new Point(
            "webhook tried",
            Verdict.FAILED,
            "no webhook has reported %s: order a test patient with that result"
                .formatted(listed(missing)));
  }

  private Point secrets() {
    List<String> literal = configuration.literalSecrets();
    return literal.isEmpty()
        ? new Point("secrets", Verdict.PASSED, "none is written into config.yml")
        : new Point(
            "secrets",
            Verdict.FAILED,
            "written into config.yml, replace them by variables or files: " + listed(literal));
  }

  private Point redelivery() {
    return evidence.hasRedelivery()
        ? new Point("redelivery tried", Verdict.PASSED, "a webhook that came twice was recognised")
        : new Point("redelivery tried", Verdict.NOT_TELLABLE, "none came twice so far");
  }

  private Point monitoring() {
    return configuration.alarmWebhook() != null || configuration.alarmMail() != null
        ? new Point(
            "monitoring", Verdict.PASSED, "alarms are pushed; the metrics are yours to scrape")
        : new Point(
            "monitoring",
            Verdict.FAILED,
            "no alarm is pushed: set alarmWebhook or alarmMail, load docs/alerts into Prometheus");
  }

  private static Point changeNotices() {
    return new Point(
        "change notices",
        Verdict.NOT_TELLABLE,
        "subscribe to the provider's notices of changes to its API");
  }

  private Point pharmacies() {
    List<String> fixed =
        configuration.clinics().entrySet().stream()
            .flatMap(
                clinic ->
                    clinic.getValue().stores().stream()
                        .flatMap(store -> store.products().stream())
                        .filter(
                            product ->
                                product.pharmacy() != null
                                    && product.pharmacy().pharmacyId() != null)
                        .flatMap(product -> Stream.of(product.sku(), product.productId()))
                        .filter(name -> name != null)
                        .map(name -> clinic.getKey() + " " + name))
            .toList();
    return fixed.isEmpty()
        ? new Point("pharmacies", Verdict.PASSED, "each order names its own")
        : new Point(
            "pharmacies",
            Verdict.NOT_TELLABLE,
            "one pharmacy for every patient of the store products %s: is each right everywhere?"
                .formatted(listed(fixed)));
  }

  private Point rollOut() {
    return new Point(
        "gradual roll-out",
        Verdict.NOT_TELLABLE,
        "%d clinics are configured: begin with one, and few of its orders"
            .formatted(configuration.clinics().size()));
  }

  private static String listed(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(joining(", "));
  }
}
