package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

class ExamListTest {
  private static final String FILLER =
      """
      {"id":5101,"title":"GFE: Neurotoxin & Filler","rx_type":1,"price":"27.99",
       "attachments_required":1,"attachments":[]}""";
  private static final String PACKAGE =
      """
      {"id":5204,"title":"Tirzepatide, 1 Month","rx_type":2,"price":null,
       "attachments_required":2,"attachments":["ID","Lab"],"later":{"a":1}}""";

  @Test
  void the_documented_answer_is_read() throws IOException {
    assertThat(answer(200, "{\"clinic_id\":7310,\"exams\":[" + FILLER + "," + PACKAGE + "]}"))
        .isEqualTo(
            new Found<>(
                List.of(
                    exam(
                        5101,
                        "GFE: Neurotoxin & Filler",
                        ListedExam.Type.GOOD_FAITH,
                        "27.99",
                        false,
                        List.of()),
                    exam(
                        5204,
                        "Tirzepatide, 1 Month",
                        ListedExam.Type.PRESCRIPTION,
                        null,
                        true,
                        List.of("ID", "Lab")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{'exam_id':'5101','exam_title':'Peel','rx_type':'2'}]",
        "[{'id':null,'exam_id':5101,'title':'Peel','rx_type':2,'price':'','attachments':null}]",
        "{'http_code':200,'exams':[{'title':'no id'},7,null,{'id':5101,'title':'Peel','rx_type':2,"
            + "'price':'on request','attachments_required':'1'}]}"
      })
  void stale_names_a_bare_array_and_gaps_are_read(String body) throws IOException {
    assertThat(answer(200, body.replace('\'', '"')))
        .isEqualTo(
            new Found<>(
                List.of(exam(5101, "Peel", ListedExam.Type.PRESCRIPTION, null, false, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({"27.99, 27.99", "'\"50\"', 50", "1e9, ", "-1, ", "'\"1e999999999\"', "})
  void a_price_is_a_plain_decimal_in_either_type(String sent, @Nullable String price)
      throws IOException {
    assertThat(answer(200, "[{\"id\":1,\"title\":\"Peel\",\"price\":" + sent + "}]"))
        .isEqualTo(
            new Found<>(
                List.of(exam(1, "Peel", ListedExam.Type.NOT_STATED, price, false, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({"1, [], false", "2, [], true", "3, [], true", "1, [\"ID\"], true", "0, [], false"})
  void attachments_are_needed_by_flag_or_by_name(int required, String names, boolean needed)
      throws IOException {
    String body =
        "[{\"id\":1,\"attachments_required\":" + required + ",\"attachments\":" + names + "}]";
    assertThat(answer(200, body))
        .isInstanceOfSatisfying(
            Found.class,
            list ->
                assertThat((ListedExam) list.entries().get(0))
                    .returns(needed, ListedExam::requiresAttachments));
  }

  @ParameterizedTest
  @CsvSource({"1, GOOD_FAITH", "'\"2\"', PRESCRIPTION", "3, OTHER", "null, NOT_STATED"})
  void the_providers_number_for_a_type_ends_here(String sent, ListedExam.Type type)
      throws IOException {
    assertThat(answer(200, "[{\"id\":1,\"title\":\"Peel\",\"rx_type\":" + sent + "}]"))
        .isEqualTo(new Found<>(List.of(exam(1, "Peel", type, null, false, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({
    "GOOD_FAITH, GOOD_FAITH, true",
    "GOOD_FAITH, PRESCRIPTION, false",
    "GOOD_FAITH, URGENT_CARE, false",
    "PRESCRIPTION, GOOD_FAITH, false",
    "PRESCRIPTION, PRESCRIPTION, true",
    "PRESCRIPTION, URGENT_CARE, true",
    "OTHER, PRESCRIPTION, false",
    "NOT_STATED, GOOD_FAITH, false"
  })
  void urgent_care_is_a_prescription_to_the_provider(
      ListedExam.Type type, ExamKind kind, boolean fits) {
    assertThat(type.fits(kind)).isEqualTo(fits);
  }

  @ParameterizedTest
  @CsvSource({
    "' test EXAM ', true",
    "PBM Example Pharmacy, true",
    "Automation Test 7, true",
    "Test Exam for Allergies, false",
    "GFE: Peel, false"
  })
  void test_entries_of_real_accounts_are_known_by_their_titles(String title, boolean isTest) {
    assertThat(exam(1, title, ListedExam.Type.OTHER, null, false, List.of()).isTestEntry())
        .isEqualTo(isTest);
  }

  private static ListedExam exam(
      int id,
      String title,
      ListedExam.Type type,
      @Nullable String price,
      boolean requiresAttachments,
      List<String> attachments) {
    return new ListedExam(
        new ExamId(id),
        title,
        type,
        price == null ? null : new BigDecimal(price),
        requiresAttachments,
        attachments);
  }

  private static LookupResult<ListedExam> answer(int status, String body) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(status, body)) {
      LookupResult<ListedExam> result =
          new QualiphyClient(
                  provider.url(),
                  Duration.ofSeconds(10),
                  Duration.ofSeconds(10),
                  clinic -> false,
                  CallObserver.NONE)
              .lookUp(TestInvites.KEY, Lookup.exams());
      assertThat(provider.requests())
          .containsExactly(
              new ProviderStub.Request(
                  "POST",
                  "/api/exam_list",
                  "application/json",
                  "{\"api_key\":\"" + TestInvites.KEY.value() + "\"}"));
      return result;
    }
  }
}
