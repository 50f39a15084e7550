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
  record Point(String name, Verdict verdict, String found) {
    private static Point passed(String name, String found) {
      return new Point(name, Verdict.PASSED, found);
    }

    private static Point failed(String name, String found) {
      return new Point(name, Verdict.FAILED, found);
    }

    private static Point notTellable(String name, String found) {
      return new Point(name, Verdict.NOT_TELLABLE, found);
    }
  }

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
        ? Point.passed("every exam tried", "each exam of the catalogue has a decided journey")
        : Point.failed(
            "every exam tried",
            "no decided journey of the exams %s: order each in test mode"
                .formatted(listed(untried)));
  }

  private Point mode() {
    return configuration.mode() == Mode.LIVE
        ? Point.passed("live mode", "orders of the test state and of test names are refused")
        : Point.failed("live mode", "found mode TEST: set LIVE when the other points are met");
  }

  private Point testPatients() {
    List<OpenOrder> open = evidence.findOpenOrders(ORDERS_LOOKED_AT);
    List<String> left =
        open.stream()
            .filter(order -> OrderRules.isTestPatient(currentPatient.apply(order)))
            .map(order -> order.clinic() + ":" + order.orderId())
            .toList();
    if (!left.isEmpty()) {
      return Point.failed(
          "no test patients", "open orders of test patients, cancel them: " + listed(left));
    }
    return open.size() < ORDERS_LOOKED_AT
        ? Point.passed("no test patients", "no open order has the test state or a test name")
        : Point.notTellable(
            "no test patients",
            "none of the oldest %d open orders is one; the others were not looked at"
                .formatted(ORDERS_LOOKED_AT));
  }

  private Point decisions() {
    Set<Decision> missing = EnumSet.copyOf(BOTH);
    missing.removeAll(evidence.findReportedDecisions());
    return missing.isEmpty()
        ? Point.passed("webhook tried", "an approval and a rejection came by webhook")
        : Point.failed(
            "webhook tried",
            "no webhook has reported %s: order a test patient with that result"
                .formatted(listed(missing)));
  }

  private Point secrets() {
    List<String> literal = configuration.literalSecrets();
    return literal.isEmpty()
        ? Point.passed("secrets", "none is written into config.yml")
        : Point.failed(
            "secrets",
            "written into config.yml, replace them by variables or files: " + listed(literal));
  }

  private Point redelivery() {
    return evidence.hasRedelivery()
        ? Point.passed("redelivery tried", "a webhook that came twice was recognised")
        : Point.notTellable("redelivery tried", "none came twice so far");
  }

  private Point monitoring() {
    return configuration.alarmWebhook() != null || configuration.alarmMail() != null
        ? Point.passed("monitoring", "alarms are pushed; the metrics are yours to scrape")
        : Point.failed(
            "monitoring",
            "no alarm is pushed: set alarmWebhook or alarmMail, load docs/alerts into Prometheus");
  }

  private static Point changeNotices() {
    return Point.notTellable(
        "change notices", "subscribe to the provider's notices of changes to its API");
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
        ? Point.passed("pharmacies", "each order names its own")
        : Point.notTellable(
            "pharmacies",
            "one pharmacy for every patient of the store products %s: is each right everywhere?"
                .formatted(listed(fixed)));
  }

  private Point rollOut() {
    return Point.notTellable(
        "gradual roll-out",
        "%d clinics are configured: begin with one, and few of its orders"
            .formatted(configuration.clinics().size()));
  }

  private static String listed(Collection<?> values) {
    return values.stream().map(String::valueOf).collect(joining(", "));
  }
}
