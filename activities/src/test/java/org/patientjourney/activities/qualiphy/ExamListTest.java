package org.patientjourney.activities.qualiphy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.patientjourney.activities.qualiphy.ExamListResult.Exams;
import org.patientjourney.activities.qualiphy.ExamListResult.Failed;
import org.patientjourney.activities.qualiphy.ExamListResult.Failure;
import org.patientjourney.workflows.exam.ExamId;

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
            new Exams(
                List.of(
                    exam(5101, "GFE: Neurotoxin & Filler", 1, "27.99", false, List.of()),
                    exam(5204, "Tirzepatide, 1 Month", 2, null, true, List.of("ID", "Lab")))));
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
        .isEqualTo(new Exams(List.of(exam(5101, "Peel", 2, null, false, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({"27.99, 27.99", "'\"50\"', 50", "1e9, ", "-1, ", "'\"1e999999999\"', "})
  void a_price_is_a_plain_decimal_in_either_type(String sent, @Nullable String price)
      throws IOException {
    assertThat(answer(200, "[{\"id\":1,\"title\":\"Peel\",\"price\":" + sent + "}]"))
        .isEqualTo(new Exams(List.of(exam(1, "Peel", 0, price, false, List.of()))));
  }

  @ParameterizedTest
  @CsvSource({"1, [], false", "2, [], true", "3, [], true", "1, [\"ID\"], true", "0, [], false"})
  void attachments_are_needed_by_flag_or_by_name(int required, String names, boolean needed)
      throws IOException {
    String body =
        "[{\"id\":1,\"attachments_required\":" + required + ",\"attachments\":" + names + "}]";
    assertThat(answer(200, body))
        .isInstanceOfSatisfying(
            Exams.class,
            list ->
                assertThat(list.exams())
                    .singleElement()
                    .returns(needed, ListedExam::requiresAttachments));
  }

  @ParameterizedTest
  @CsvSource({
    "200, {}, UNREADABLE, answer without exams",
    "200, welcome, UNREADABLE, answer without exams",
    "200, {\"http_code\":\"400\"}, REFUSED, http 400",
    "302, '', REFUSED, http 302",
    "401, Unauthorized access., REFUSED, KEY_REFUSED",
    "401, because, REFUSED, UNAUTHORIZED",
    "404, '', REFUSED, http 404",
    "429, '', RATE_LIMITED, http 429",
    "500, [], UNREACHABLE, http 500",
    "503, <html>, UNREACHABLE, http 503"
  })
  void every_failure_has_a_kind(int status, String body, Failure kind, String cause)
      throws IOException {
    assertThat(answer(status, body)).isEqualTo(new Failed(kind, cause));
  }

  @Test
  void no_answer_is_a_kind_too() {
    QualiphyClient client =
        new QualiphyClient(
            URI.create("http://localhost:1"), Duration.ofSeconds(5), Duration.ofSeconds(5));
    assertThat(client.listExams(TestInvites.KEY))
        .isEqualTo(new Failed(Failure.UNREACHABLE, "ConnectException"));
  }

  private static ListedExam exam(
      int id,
      String title,
      int type,
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

  private static ExamListResult answer(int status, String body) throws IOException {
    try (ProviderStub provider = ProviderStub.answering(status, body)) {
      ExamListResult result =
          new QualiphyClient(provider.url(), Duration.ofSeconds(10), Duration.ofSeconds(10))
              .listExams(TestInvites.KEY);
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
