package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Failed;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.order.ExamId;

/** Reads the lists that look-ups return: docs/provider.md, Exam list, Questions and Pharmacies. */
final class LookupAnswers {
  private static final Pattern NCPDP_ID = Pattern.compile("[0-9]{1,7}");

  private LookupAnswers() {}

  static LookupResult<ListedExam> exams(QualiphyAnswer answer) {
    return list(answer, "exams", LookupAnswers::listed);
  }

  /** An entry without an id cannot be ordered, so it is left out. */
  private static Optional<ListedExam> listed(JsonNode entry) {
    return Optional.ofNullable(TolerantValue.examId(TolerantValue.either(entry, "id", "exam_id")))
        .map(id -> listed(id, entry));
  }

  private static ListedExam listed(ExamId id, JsonNode entry) {
    List<String> attachments =
        entry
            .path("attachments")
            .valueStream()
            .map(TolerantValue::freeText)
            .filter(Objects::nonNull)
            .toList();
    return new ListedExam(
        id,
        TolerantValue.either(entry, "title", "exam_title").asText(),
        type(TolerantValue.integer(entry.path("rx_type"))),
        TolerantValue.price(entry.path("price")),
        needsAttachments(entry) || !attachments.isEmpty(),
        attachments);
  }

  /** 1 is not required, 2 is required. */
  private static boolean needsAttachments(JsonNode entry) {
    Integer required = TolerantValue.integer(entry.path("attachments_required"));
    return required != null && required >= 2;
  }

  private static ListedExam.Type type(@Nullable Integer rxType) {
    if (rxType == null) {
      return ListedExam.Type.NOT_STATED;
    }
    return switch (rxType) {
      case 1 -> ListedExam.Type.GOOD_FAITH;
      case 2 -> ListedExam.Type.PRESCRIPTION;
      default -> ListedExam.Type.OTHER;
    };
  }

  static LookupResult<Question> questions(QualiphyAnswer answer) {
    return list(answer, "questions", LookupAnswers::question);
  }

  /** One without id and number cannot be referred to, so it is left out. */
  private static Optional<Question> question(JsonNode entry) {
    Integer id = TolerantValue.integer(TolerantValue.either(entry, "question_id", "id"));
    Integer number = TolerantValue.integer(entry.path("no"));
    if (id == null && number == null) {
      return Optional.empty();
    }
    List<Question.Option> options =
        entry.path("responses").valueStream().map(LookupAnswers::option).toList();
    return Optional.of(
        new Question(id, number, orEmpty(TolerantValue.known(entry.path("question"))), options));
  }

  /** A mere text is an option too: the question accepts no free text. */
  private static Question.Option option(JsonNode entry) {
    return new Question.Option(
        TolerantValue.integer(entry.path("exam_question_response_id")),
        orEmpty(TolerantValue.known(entry.isObject() ? entry.path("response") : entry)),
        Objects.equals(TolerantValue.integer(entry.path("input_field")), 1));
  }

  static LookupResult<PartnerPharmacy> partners(QualiphyAnswer answer) {
    return list(
        answer,
        "pharmacies",
        entry ->
            Optional.ofNullable(TolerantValue.integer(entry.path("pharmacy_id")))
                .map(id -> new PartnerPharmacy(id, orEmpty(text(entry, "pharmacy_name")))));
  }

  static LookupResult<TreatmentPackage> packages(QualiphyAnswer answer) {
    return list(
        answer,
        "packages",
        entry ->
            Optional.ofNullable(TolerantValue.integer(entry.path("order_set_id")))
                .map(id -> treatmentPackage(id, entry)));
  }

  static LookupResult<RetailPharmacy> retailPharmacies(QualiphyAnswer answer) {
    return list(answer, "pharmacies", entry -> ncpdpId(entry).map(id -> retail(id, entry)));
  }

  private static TreatmentPackage treatmentPackage(int orderSetId, JsonNode entry) {
    return new TreatmentPackage(
        orderSetId,
        orEmpty(text(entry, "title")),
        TolerantValue.integer(entry.path("pharmacy_id")),
        text(entry, "pharmacy_name"),
        text(entry, "turnaround_time"),
        TolerantValue.price(entry.path("qualiphy_total_price")));
  }

  private static RetailPharmacy retail(String ncpdpId, JsonNode entry) {
    return new RetailPharmacy(
        ncpdpId,
        orEmpty(prefixed(entry, "name")),
        new RetailPharmacy.Location(
            prefixed(entry, "address_line_1"),
            prefixed(entry, "address_line_2"),
            prefixed(entry, "city"),
            prefixed(entry, "state"),
            prefixed(entry, "zip_code")),
        prefixed(entry, "phone"),
        prefixed(entry, "type"));
  }

  /** A number has lost its leading zeros. */
  private static Optional<String> ncpdpId(JsonNode entry) {
    return Optional.ofNullable(text(entry, "ncpdpid"))
        .filter(id -> NCPDP_ID.matcher(id).matches())
        .map(id -> "0".repeat(7 - id.length()) + id);
  }

  /** The invite's names are accepted as aliases. */
  private static @Nullable String prefixed(JsonNode entry, String name) {
    return TolerantValue.words(TolerantValue.either(entry, name, "pharmacy_" + name));
  }

  private static @Nullable String text(JsonNode entry, String name) {
    return TolerantValue.words(entry.path(name));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /**
   * Reads a list.
   *
   * @param name of the list where it is a member of an object
   * @param entry reads an entry; empty for an unusable one
   */
  private static <T> LookupResult<T> list(
      QualiphyAnswer answer, String name, Function<JsonNode, Optional<T>> entry) {
    int code = answer.code();
    if (code == 401) {
      return new Failed<>(Failure.REFUSED, answer.unauthorizedReason().name());
    }
    if (!QualiphyAnswer.isSuccess(code)) {
      return new Failed<>(failure(code), "http " + code);
    }
    JsonNode list = array(answer.json(), name);
    List<T> found = list.valueStream().map(entry).flatMap(Optional::stream).toList();
    // A list without a readable entry is not an empty list.
    return list.isArray() && (list.isEmpty() || !found.isEmpty())
        ? new Found<>(found)
        : new Failed<>(Failure.UNREADABLE, "answer without " + name);
  }

  private static Failure failure(int code) {
    if (code == 429) {
      return Failure.RATE_LIMITED;
    }
    return code >= 300 && code <= 499 ? Failure.REFUSED : Failure.UNREACHABLE;
  }

  /** Bare, under its name, or the only array: all three occur. */
  private static JsonNode array(JsonNode body, String name) {
    if (body.isArray() || body.path(name).isArray()) {
      return body.isArray() ? body : body.path(name);
    }
    List<JsonNode> arrays = body.valueStream().filter(JsonNode::isArray).toList();
    return arrays.size() == 1 ? arrays.get(0) : MissingNode.getInstance();
  }
}
