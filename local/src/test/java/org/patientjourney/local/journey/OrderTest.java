package org.patientjourney.local.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.local.BuiltFiles;
import org.patientjourney.local.Journeys;
import org.patientjourney.local.Operator;
import org.patientjourney.local.TestOrders;
import org.patientjourney.local.TestSystem;
import org.patientjourney.local.http.JsonClient;

/** What becomes of an order that a store posts: accepted, with or without warnings, or refused. */
class OrderTest {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static TestSystem system;
  private static Journeys journeys;

  @BeforeAll
  static void start() throws Exception {
    system = TestSystem.shared();
    journeys = new Journeys(system.operations());
  }

  @Test
  void every_sample_order_of_the_documents_is_accepted_and_known_to_the_sandbox() throws Exception {
    List<JsonNode> samples = samples();
    assertThat(samples).hasSizeGreaterThanOrEqualTo(2);
    for (JsonNode sample : samples) {
      JsonClient.Answer answer = system.backend().post("/orders", sample);
      assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
      assertThat(answer.body().path("warnings")).isEmpty();
      for (JsonNode exam : sample.path("exams")) {
        assertKnown(sample, exam);
      }
    }
  }

  private static void assertKnown(JsonNode order, JsonNode exam) throws IOException {
    String clinic = "/clinics/" + order.path("clinic").asText();
    int examId = exam.path("examId").asInt();
    JsonNode questions =
        system.backend().get(clinic + "/exams/" + examId + "/questions").body().path("questions");
    assertThat(questions.findValuesAsText("questionId"))
        .containsAll(exam.path("answers").findValuesAsText("questionId"));
    JsonNode pharmacy = exam.path("pharmacy");
    String partner = pharmacy.path("pharmacyId").asText();
    if (!partner.isEmpty()) {
      String packages = "/packages?pharmacy=" + partner + "&exam=" + examId + "&state=TE";
      assertThat(system.backend().get(clinic + packages).body().findValuesAsText("orderSetId"))
          .contains(pharmacy.path("orderSetId").asText());
    }
    journeys.awaitInvited(
        order.path("clinic").asText() + ":" + order.path("orderId").asText() + ":" + examId);
  }

  /** Each JSON object with an order's id that is no answer, as it stands in the documents. */
  private static List<JsonNode> samples() throws IOException {
    List<JsonNode> samples = new ArrayList<>();
    try (Stream<Path> documents = Files.list(BuiltFiles.root().resolve("docs"))) {
      List<Path> files =
          Stream.concat(Stream.of(BuiltFiles.root().resolve("README.md")), documents)
              .filter(file -> file.toString().endsWith(".md"))
              .toList();
      for (Path file : files) {
        String text = Files.readString(file);
        int at = text.indexOf("\"orderId\":");
        while (at >= 0) {
          String from = text.substring(text.lastIndexOf('{', at));
          samples.add(JSON.readerFor(JsonNode.class).readValue(from));
          at = text.indexOf("\"orderId\":", at + 1);
        }
      }
    }
    samples.removeIf(sample -> sample.has("journeyId"));
    return samples;
  }

  @Test
  void a_phone_number_in_a_stores_spelling_reaches_the_provider() throws Exception {
    ObjectNode order = TestOrders.order("phone", "Waiting", 5101);
    patient(order).put("phone", "1-202-555-0147").put("firstName", " Zoe\u0308 ");
    byte[] withByteOrderMark = ("\ufeff" + order).getBytes(UTF_8);
    assertThat(system.backend().post("/orders", withByteOrderMark).status()).isEqualTo(201);
    journeys.awaitInvited("juniper:phone:5101");
    assertThat(system.sandbox().invites("juniper:phone:5101"))
        .extracting(invite -> invite.path("patient").path("phone_number").asText())
        .as("the sandbox takes +1 and ten digits, and keeps the ten")
        .containsExactly("2025550147");
    patient(order).put("phone", "(202) 555-0147").put("firstName", "Zo\u00eb");
    assertThat(system.backend().post("/orders", order).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "email, rivka@example.org;",
    "email, mailto:rivka@example.org",
    "lastName, '\u200b\u2060'",
    "dateOfBirth, 2014-05-05",
    "timeZone, UTC"
  })
  void an_order_and_a_correction_refuse_the_same_patient(String field, String value)
      throws Exception {
    ObjectNode wrong = TestOrders.order("wrong-" + field, "Waiting", 5101);
    ObjectNode right = wrong.deepCopy();
    patient(wrong).put(field, value);
    JsonClient.Answer refused = system.backend().post("/orders", wrong);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().findValuesAsText("pointer")).containsExactly("/patient/" + field);
    assertThat(refused.body().toString()).doesNotContain(value);

    JsonClient.Answer accepted = system.backend().post("/orders", right);
    assertThat(accepted.status()).isIn(200, 201);
    ObjectNode correction = Operator.words("c-" + field);
    correction.set("patient", wrong.get("patient"));
    String path = accepted.body().path("href").asText() + "/corrections";
    JsonClient.Answer uncorrected = system.backend().post(path, correction);
    assertThat(uncorrected.status()).isEqualTo(422);
    assertThat(uncorrected.body().path("errors")).isEqualTo(refused.body().path("errors"));
  }

  @Test
  void other_content_under_the_same_id_is_refused_with_its_fields_and_a_correction_is_offered()
      throws Exception {
    ObjectNode order = TestOrders.order("changed", "Waiting", 5101);
    assertThat(system.backend().post("/orders", order).status()).isEqualTo(201);
    order.put("reference", "another").withArray("exams").addObject().put("examId", 5102);
    patient(order).put("email", "other@example.org").put("gender", "female");

    JsonClient.Answer differs = system.backend().post("/orders", order);
    assertThat(differs.status()).isEqualTo(409);
    assertThat(differs.body().findValuesAsText("pointer"))
        .containsExactlyInAnyOrder("/exams", "/patient/email", "/patient/gender", "/reference");
    assertThat(differs.body().path("detail").asText())
        .contains("POST /orders/juniper/changed/corrections")
        .doesNotContain("choose a new orderId");
    assertThat(differs.body().toString()).doesNotContain("@example.org", "another", "female");
  }

  @Test
  void a_second_order_for_an_exam_is_accepted_with_a_warning_that_names_the_journey()
      throws Exception {
    ObjectNode first = ofPatient("P-twice", TestOrders.order("twice-1", "Waiting", 5101));
    ObjectNode second = ofPatient("P-twice", TestOrders.order("twice-2", "Waiting", 5101, 5102));
    assertThat(system.backend().post("/orders", first).body().path("warnings")).isEmpty();

    JsonClient.Answer accepted = system.backend().post("/orders", second);
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.body().path("warnings")).hasSize(1);
    JsonNode warning = accepted.body().path("warnings").path(0);
    assertThat(warning.path("code").asText()).isEqualTo("OPEN_JOURNEY");
    assertThat(warning.path("journeyId").asText()).isEqualTo("juniper:twice-1:5101");
    JsonClient.Answer again = system.backend().post("/orders", second);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("warnings")).isEqualTo(accepted.body().path("warnings"));
  }

  @Test
  void an_order_for_an_exam_with_a_valid_clearance_is_accepted_with_a_warning() throws Exception {
    journeys.post(ofPatient("P-clear", TestOrders.order("clear-1", "Approve", 5101)));
    journeys.awaitClosed("juniper:clear-1:5101", "APPROVED");

    JsonClient.Answer accepted =
        system
            .backend()
            .post("/orders", ofPatient("P-clear", TestOrders.order("clear-2", "Approve", 5101)));
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.body().path("warnings").findValuesAsText("code"))
        .containsExactly("VALID_CLEARANCE");
    assertThat(accepted.body().path("warnings").findValuesAsText("journeyId"))
        .containsExactly("juniper:clear-1:5101");
  }

  @Test
  void a_clinic_may_refuse_duplicates() throws Exception {
    String clinic = TestSystem.REFUSES_DUPLICATES;
    ObjectNode first = ofPatient("P-1", TestOrders.order(clinic, "one", "Waiting", 5101));
    ObjectNode second = ofPatient("P-1", TestOrders.order(clinic, "two", "Waiting", 5102, 5101));
    ObjectNode other = ofPatient("P-2", TestOrders.order(clinic, "three", "Waiting", 5101));
    assertThat(system.backend().post("/orders", first).status()).isEqualTo(201);

    JsonClient.Answer refused = system.backend().post("/orders", second);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().findValuesAsText("pointer")).containsExactly("/exams/1/examId");
    assertThat(refused.body().toString()).contains(clinic + ":one:5101");
    assertThat(system.backend().get("/orders/" + clinic + "/two").status()).isEqualTo(404);
    assertThat(system.backend().post("/orders", first).status()).isEqualTo(200);
    assertThat(system.backend().post("/orders", other).status()).isEqualTo(201);
  }

  @Test
  void no_clinic_refuses_a_follow_up_exam_as_a_duplicate() throws Exception {
    String clinic = TestSystem.REFUSES_DUPLICATES;
    String cleared = clinic + ":follow-up-1:5205";
    journeys.post(
        ofPatient("P-glp1", TestOrders.order(clinic, "follow-up-1", "Approve", 5205, 5101)));
    journeys.awaitClosed(cleared, "APPROVED");
    journeys.awaitClosed(clinic + ":follow-up-1:5101", "APPROVED");

    ObjectNode both = TestOrders.order(clinic, "follow-up-2", "Waiting", 5205, 5101);
    JsonClient.Answer refused = system.backend().post("/orders", ofPatient("P-glp1", both));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().findValuesAsText("pointer")).containsExactly("/exams/1/examId");

    ObjectNode followUp = TestOrders.order(clinic, "follow-up-3", "Waiting", 5205);
    JsonClient.Answer accepted = system.backend().post("/orders", ofPatient("P-glp1", followUp));
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.body().at("/warnings/0/code").asText()).isEqualTo("VALID_CLEARANCE");
    assertThat(accepted.body().at("/warnings/0/journeyId").asText()).isEqualTo(cleared);
  }

  @Test
  void of_duplicates_that_are_posted_at_once_a_strict_clinic_gets_one() throws Exception {
    ExecutorService posting = Executors.newFixedThreadPool(8);
    try {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        ObjectNode order =
            TestOrders.order(TestSystem.REFUSES_DUPLICATES, "at-once-" + i, "Waiting", 5101);
        ObjectNode duplicate = ofPatient("P-at-once", order);
        answers.add(posting.submit(() -> system.backend().post("/orders", duplicate).status()));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> answer : answers) {
        statuses.add(answer.get());
      }
      assertThat(statuses).containsOnlyOnce(201).containsOnly(201, 409);
    } finally {
      posting.shutdownNow();
    }
  }

  private static ObjectNode ofPatient(String id, ObjectNode order) {
    patient(order).put("id", id);
    return order;
  }

  private static ObjectNode patient(ObjectNode order) {
    return (ObjectNode) order.get("patient");
  }
}
