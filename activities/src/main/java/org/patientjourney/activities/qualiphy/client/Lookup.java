package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ListedExam;
import org.patientjourney.activities.qualiphy.LookupResult;
import org.patientjourney.activities.qualiphy.LookupResult.Failed;
import org.patientjourney.activities.qualiphy.LookupResult.Failure;
import org.patientjourney.activities.qualiphy.LookupResult.Found;
import org.patientjourney.activities.qualiphy.PartnerPharmacy;
import org.patientjourney.activities.qualiphy.PartnerPharmacy.TreatmentPackage;
import org.patientjourney.activities.qualiphy.Question;
import org.patientjourney.activities.qualiphy.RetailPharmacy;
import org.patientjourney.activities.qualiphy.RetailPharmacy.PharmacySearch;
import org.patientjourney.activities.qualiphy.wire.TolerantValue;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ExamId;

/**
 * A request for one of the provider's lists, and how its answer is read: docs/provider.md, Exam
 * list, Questions and Pharmacies. May be made again.
 *
 * @param <T> an entry of the list
 */
public final class Lookup<T> {
  private static final Pattern NCPDP_ID = Pattern.compile("[0-9]{1,7}");

  private final QualiphyRequest request;
  private final String name;
  private final Function<JsonNode, @Nullable T> entry;

  /**
   * @param name of the list where it is a member of an object
   * @param entry reads an entry; null for an unusable one
   */
  private Lookup(QualiphyRequest request, String name, Function<JsonNode, @Nullable T> entry) {
    this.request = request;
    this.name = name;
    this.entry = entry;
  }

  /** All exams of the clinic that owns the key. */
  public static Lookup<ListedExam> exams() {
    return new Lookup<>(new QualiphyRequest("exam_list"), "exams", Lookup::listed);
  }

  /** The exam's questions as they are now. */
  public static Lookup<Question> questions(ExamId exam) {
    return questions(new QualiphyRequest("exam_questions").with("exam_id", exam.value()));
  }

  /** The questions that an invited patient is asked, requested in both forms that are known. */
  public static Lookup<Question> questions(ExamId exam, PatientExamId id, String meetingUuid) {
    return questions(
        new QualiphyRequest("exam_questions")
            .with("exam_id", exam.value())
            .withPatientExam(id, meetingUuid));
  }

  private static Lookup<Question> questions(QualiphyRequest request) {
    return new Lookup<>(request, "questions", Lookup::question);
  }

  /** The partner pharmacies that fill prescriptions of the exams for a patient in the state. */
  public static Lookup<PartnerPharmacy> partnerPharmacies(List<ExamId> exams, String state) {
    return new Lookup<>(
        withExams(new QualiphyRequest("partner_pharmacy_list"), exams, state),
        "pharmacies",
        Lookup::partner);
  }

  /** What can be prescribed by the exams at partner pharmacies for a patient in the state. */
  public static Lookup<TreatmentPackage> packages(
      List<Integer> pharmacyIds, List<ExamId> exams, String state) {
    if (pharmacyIds.isEmpty()) {
      throw new IllegalArgumentException("expected one pharmacy at least");
    }
    QualiphyRequest request =
        new QualiphyRequest("partner_pharmacy_treatment_packages")
            .with("pharmacy_ids", pharmacyIds);
    return new Lookup<>(withExams(request, exams, state), "packages", Lookup::treatmentPackage);
  }

  /** Any pharmacy of the United States. */
  public static Lookup<RetailPharmacy> pharmacies(PharmacySearch search) {
    QualiphyRequest request =
        new QualiphyRequest("custom_pharmacy_search")
            .with("search", search.name())
            .with("zip_code", search.zip())
            .with("ncpdpid", search.ncpdpId());
    return new Lookup<>(request, "pharmacies", Lookup::retail);
  }

  /** The provider answers a missing member with an empty list or a runtime error. */
  private static QualiphyRequest withExams(
      QualiphyRequest request, List<ExamId> exams, String state) {
    if (exams.isEmpty() || !state.matches("[A-Z]{2}")) {
      throw new IllegalArgumentException("expected one exam at least, and a state of two letters");
    }
    return request
        .with("exam_ids", exams.stream().map(ExamId::value).toList())
        .with("patient_state", state);
  }

  QualiphyRequest request() {
    return request;
  }

  LookupResult<T> read(QualiphyAnswer answer) {
    int code = answer.code();
    if (code == 401) {
      return new Failed<>(Failure.REFUSED, answer.unauthorizedReason().name());
    }
    if (!QualiphyAnswer.isSuccess(code)) {
      return new Failed<>(failure(code), "http " + code);
    }
    JsonNode list = array(answer.json());
    List<T> found = list.valueStream().map(entry).filter(Objects::nonNull).toList();
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
  private JsonNode array(JsonNode body) {
    if (body.isArray() || body.path(name).isArray()) {
      return body.isArray() ? body : body.path(name);
    }
    List<JsonNode> arrays = body.valueStream().filter(JsonNode::isArray).toList();
    return arrays.size() == 1 ? arrays.get(0) : MissingNode.getInstance();
  }

  /** An entry without an id cannot be ordered. */
  private static @Nullable ListedExam listed(JsonNode entry) {
    ExamId id = TolerantValue.examId(TolerantValue.either(entry, "id", "exam_id"));
    if (id == null) {
      return null;
    }
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

  /** One without id and number cannot be referred to. */
  private static @Nullable Question question(JsonNode entry) {
    Integer id = TolerantValue.integer(TolerantValue.either(entry, "question_id", "id"));
    Integer number = TolerantValue.integer(entry.path("no"));
    if (id == null && number == null) {
      return null;
    }
    return new Question(
        id,
        number,
        orEmpty(TolerantValue.known(entry.path("question"))),
        entry.path("responses").valueStream().map(Lookup::option).toList());
  }

  /** A mere text is an option too: the question accepts no free text. */
  private static Question.Option option(JsonNode entry) {
    return new Question.Option(
        TolerantValue.integer(entry.path("exam_question_response_id")),
        orEmpty(TolerantValue.known(entry.isObject() ? entry.path("response") : entry)),
        Objects.equals(TolerantValue.integer(entry.path("input_field")), 1));
  }

  private static @Nullable PartnerPharmacy partner(JsonNode entry) {
    Integer id = TolerantValue.integer(entry.path("pharmacy_id"));
    return id == null ? null : new PartnerPharmacy(id, orEmpty(text(entry, "pharmacy_name")));
  }

  private static @Nullable TreatmentPackage treatmentPackage(JsonNode entry) {
    Integer id = TolerantValue.integer(entry.path("order_set_id"));
    return id == null
        ? null
        : new TreatmentPackage(
            id,
            orEmpty(text(entry, "title")),
            TolerantValue.integer(entry.path("pharmacy_id")),
            text(entry, "pharmacy_name"),
            text(entry, "turnaround_time"),
            TolerantValue.price(entry.path("qualiphy_total_price")));
  }

  private static @Nullable RetailPharmacy retail(JsonNode entry) {
    String number = text(entry, "ncpdpid");
    if (number == null || !NCPDP_ID.matcher(number).matches()) {
      return null;
    }
    return new RetailPharmacy(
        // A number has lost its leading zeros.
        "0".repeat(7 - number.length()) + number,
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
}
