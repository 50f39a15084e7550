package org.patientjourney.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.patientjourney.workflows.order.ExamKind;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * The answers to the five questions of the provider's quick start, and what follows from them:
 * settings, a sample order and a checklist. Exam, pharmacy and question ids in them are examples.
 *
 * @param treatments at least one
 * @param pharmacy of the exams that may prescribe
 * @param isOwnForm whether the clinic asks the patients itself and sends the answers with the order
 */
record Plan(
    Set<Treatment> treatments,
    PatientContact contact,
    Route pharmacy,
    boolean isOwnForm,
    Store store) {
  private static final String CLINIC = "my-clinic";

  enum Treatment {
    GOOD_FAITH(9001, ExamKind.GOOD_FAITH, "a good faith exam"),
    PRESCRIPTION(9002, ExamKind.PRESCRIPTION, "a medication"),
    GLP1(9003, ExamKind.PRESCRIPTION, "a GLP-1 medication"),
    URGENT_CARE(9004, ExamKind.URGENT_CARE, "urgent care");

    private final int examId;
    private final ExamKind kind;
    private final String title;

    Treatment(int examId, ExamKind kind, String title) {
      this.examId = examId;
      this.kind = kind;
      this.title = title;
    }

    boolean mayPrescribe() {
      return kind.mayPrescribe();
    }
  }

  enum Store {
    NONE,
    WOOCOMMERCE,
    SHOPIFY
  }

  Plan {
    treatments = Set.copyOf(treatments);
    if (treatments.isEmpty()) {
      throw new IllegalArgumentException("expected at least one kind of treatment, found none");
    }
  }

  /** To be merged into {@code config.yml}: clinics by name, the catalogue at its end. */
  String fragment() {
    StringBuilder text =
        new StringBuilder(
            """
            # Merge into config.yml: the clinic below clinics, the exams at the end of catalogue.
            clinics:
              %s:
                apiKey: ${JOURNEY_CLINIC_MY_CLINIC_KEY}     # the account's key, from a secret store
                patientContact: %s
                timeZone: America/Denver                    # yours
                duplicateOrders: ACCEPT
                callbacks: []
            """
                .formatted(CLINIC, contact));
    text.append(store == Store.NONE ? "    stores: []\n" : stores());
    text.append(
        """
        # The ids and titles of your account: GET /clinics/%s/exams. A clinician reviews each entry.
        catalogue:
        """
            .formatted(CLINIC));
    ordered().forEach(treatment -> text.append(catalogueEntry(treatment)));
    if (treatments.contains(Treatment.GLP1)) {
      text.append(entry(9005, "GLP-1 follow-up", ExamKind.GOOD_FAITH, ""));
    }
    return text.toString();
  }

  private String stores() {
    StringBuilder text =
        new StringBuilder(
            """
                stores:
                  - platform: %s
                    secrets: ["${JOURNEY_STORE_SECRET}"]    # of its webhooks
                    dateOfBirth: %s
                    products:
            """
                .formatted(store, store == Store.WOOCOMMERCE ? "_date_of_birth" : "date_of_birth"));
    for (Treatment treatment : ordered()) {
      text.append("          - {sku: SKU-%s, examId: ".formatted(treatment.examId))
          .append(treatment.examId)
          .append(ofStore(treatment))
          .append(isOwnForm ? ", answers: {_allergies: %d1}".formatted(treatment.examId) : "")
          .append("}\n");
    }
    return text.toString();
  }

  /** A store's order names no pharmacy of the clinic's: the patient chooses it there. */
  private String ofStore(Treatment treatment) {
    if (!treatment.mayPrescribe()) {
      return "";
    }
    Route route = route(treatment) == Route.OWN ? Route.PATIENT_CHOICE : route(treatment);
    return ", pharmacy: {route: %s%s}"
        .formatted(route, route == Route.PARTNER ? ", pharmacyId: 31, orderSetId: 884" : "");
  }

  private static String catalogueEntry(Treatment treatment) {
    return entry(
        treatment.examId,
        "Example: " + treatment.title,
        treatment.kind,
        treatment == Treatment.GLP1 ? "followUpExam: 9005, " : "");
  }

  private static String entry(int examId, String title, ExamKind kind, String followUp) {
    return ("  - {examId: %d, title: \"%s\", kind: %s, glp1: %s, %sminimumAge: 18,"
            + " reviewedBy: \"name of the clinician\", reviewedOn: 2026-11-01}\n")
        .formatted(examId, title, kind, !followUp.isEmpty(), followUp);
  }

  /** For test mode; the last name says what the provider's test clinicians decide. */
  String order() {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("orderId", "SAMPLE-1").put("clinic", CLINIC).put("reference", "anything of yours");
    boolean prescribes = mayPrescribe(treatments);
    order
        .putObject("patient")
        .put("id", "SAMPLE-PATIENT-1")
        .put("firstName", "Test")
        .put("lastName", prescribes ? "Prescription Approve" : "Approve")
        .put("email", "rivka@example.org")
        .put("phone", "202-555-0147")
        .put("dateOfBirth", "1990-04-01")
        .put("state", "TE");
    ArrayNode exams = order.putArray("exams");
    ordered().forEach(treatment -> exam(exams.addObject(), treatment));
    if (prescribes && (pharmacy == Route.PARTNER || pharmacy == Route.PROVIDER_CHOICE)) {
      address(order.putObject("shippingAddress"));
    }
    return order.toPrettyString() + "\n";
  }

  private void exam(ObjectNode exam, Treatment treatment) {
    exam.put("examId", treatment.examId);
    if (isOwnForm) {
      exam.putArray("answers")
          .addObject()
          .put("questionId", treatment.examId * 10 + 1)
          .put("answer", "None");
    }
    if (treatment.mayPrescribe()) {
      pharmacy(exam.putObject("pharmacy"), route(treatment));
    }
  }

  private static void pharmacy(ObjectNode chosen, Route route) {
    chosen.put("route", spelled(route));
    switch (route) {
      case PARTNER -> chosen.put("pharmacyId", 31).put("orderSetId", 884);
      case OWN ->
          address(
              chosen
                  .put("ncpdpId", "1234567")
                  .put("name", "Example Pharmacy")
                  .putObject("address"));
      case PATIENT_CHOICE, PROVIDER_CHOICE -> {}
    }
  }

  private static void address(ObjectNode address) {
    address.put("line1", "1 Test Way").put("city", "Austin").put("state", "TX").put("zip", "78701");
  }

  /** Urgent care is filled nearby, not by a partner. */
  private Route route(Treatment treatment) {
    return treatment == Treatment.URGENT_CARE && pharmacy == Route.PARTNER
        ? Route.PATIENT_CHOICE
        : pharmacy;
  }

  /** What is left for people to do, in Markdown. */
  String checklist() {
    StringBuilder text =
        new StringBuilder(
            """
            # Checklist

            - [ ] Merge `config-fragment.yml` into `config.yml`; set `JOURNEY_CLINIC_MY_CLINIC_KEY`; run `java -jar app/target/journey-server.jar check config.yml`
            - [ ] Replace the exam ids by those of `GET /clinics/my-clinic/exams`; a clinician reviews each entry of the catalogue
            - [ ] Post `order.json` in test mode; see one approved and one rejected (`"lastName": "Reject"`) come back
            """);
    if (contact == PatientContact.CLINIC) {
      text.append(
          """
          - [ ] Ask the provider's representative to switch automatic invites off
          - [ ] Send the patient the link of `GET /journeys/{id}/invite-link`, then give `invite-delivered`
          """);
      if (treatments.contains(Treatment.GLP1)) {
        text.append(
            "- [ ] The follow-up three weeks after a GLP-1 visit is yours to hand over: look"
                + " at `/console/follow-ups` each day\n");
      }
    }
    if (mayPrescribe(treatments)) {
      text.append("- [ ] Sign the Prescriptive Services Contract in the provider's portal\n");
      text.append(
          switch (pharmacy) {
            case PARTNER ->
                "- [ ] Replace `pharmacyId` and `orderSetId` by those of"
                    + " `GET /clinics/my-clinic/pharmacies` and `/packages`\n";
            case OWN ->
                "- [ ] Replace the pharmacy by one of `GET /clinics/my-clinic/pharmacy-search`;"
                    + " only it knows what was shipped\n";
            case PATIENT_CHOICE, PROVIDER_CHOICE -> "";
          });
      if (pharmacy == Route.OWN && store != Store.NONE) {
        text.append(
            "- [ ] An order of the store names no pharmacy of yours: its patients choose one; post"
                + " orders for your own pharmacy yourself\n");
      }
    }
    if (isOwnForm) {
      text.append(
          "- [ ] Replace the question ids by those of"
              + " `GET /clinics/my-clinic/exams/{examId}/questions`\n");
    }
    if (store != Store.NONE) {
      text.append(
          "- [ ] Add the store's webhooks to `/intake/%s/my-clinic`; set `JOURNEY_STORE_SECRET`\n"
              .formatted(store.name().toLowerCase(Locale.ROOT)));
    }
    return text.append("- [ ] Before live mode: `doctor --production` (docs/operations.md)\n")
        .toString();
  }

  static boolean mayPrescribe(Set<Treatment> treatments) {
    return treatments.stream().anyMatch(Treatment::mayPrescribe);
  }

  private Set<Treatment> ordered() {
    return EnumSet.copyOf(treatments);
  }

  /** As it is written in options and orders. */
  static String spelled(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
