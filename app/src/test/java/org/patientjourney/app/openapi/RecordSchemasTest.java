package org.patientjourney.app.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.app.configuration.TestConfigurations;
import org.patientjourney.app.journey.AlarmView;
import org.patientjourney.app.journey.JourneyView;
import org.patientjourney.app.journey.TimelineEntry;
import org.patientjourney.app.problem.FieldProblem;
import org.patientjourney.app.problem.ProblemType;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.fact.Closure;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.hold.Owner;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.line.NextStep;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.OrderId;

/** What is written is what the schemas say, and the other way round. */
class RecordSchemasTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private static final JourneyId ID = new JourneyId("juniper:WC-12847:5101");
  private static final ObjectNode DOCUMENT =
      OpenApiResource.document(Set.of(ParcelResource.class, ViewResource.class));
  private static final ObjectMapper JSON = TestConfigurations.mapper();

  /** How a parcel travels. */
  public enum Way {
    ROAD,
    AIR
  }

  /** One component of each kind; null is written. */
  public record Parcel(
      JourneyId journeyId,
      ExamId examId,
      Way way,
      Owner owner,
      Instant sentAt,
      LocalDate due,
      Duration patience,
      long weight,
      boolean lost,
      Map<String, String> labels,
      @Nullable JourneyId returnTo,
      @Nullable Instant arrivedAt) {
    /** No getter of Jackson's. */
    public Parcel withWay(Way other) {
      return new Parcel(
          journeyId, examId, other, owner, sentAt, due, patience, weight, lost, labels, returnTo,
          arrivedAt);
    }
  }

  /** Null is left out. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Note(String text, @Nullable Instant readAt) {}

  /** An endpoint of test records. */
  @Path("/parcels")
  @Produces(MediaType.APPLICATION_JSON)
  public interface ParcelResource {
    @GET
    Map<String, List<Parcel>> list();

    @GET
    @Path("/notes")
    List<Note> notes();
  }

  /** An endpoint of the engine's own records. */
  @Path("/views")
  @Produces(MediaType.APPLICATION_JSON)
  public interface ViewResource {
    @GET
    List<JourneyView> list();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JourneyId | /type | string",
        "ExamId | /type | integer",
        "Owner | /type | string",
        "Parcel | /properties/journeyId/$ref | #/components/schemas/JourneyId",
        "Parcel | /properties/way/enum/1 | AIR",
        "Parcel | /properties/sentAt/format | date-time",
        "Parcel | /properties/due/format | date",
        "Parcel | /properties/patience/type | string",
        "Parcel | /properties/weight/format | int64",
        "Parcel | /properties/lost/type | boolean",
        "Parcel | /properties/labels/additionalProperties/type | string",
        "Note | /properties/readAt/type | string"
      })
  void a_component_has_the_type_that_is_written(String name, String pointer, String value) {
    assertThat(schema(name).at(pointer).textValue()).isEqualTo(value);
  }

  @Test
  void an_id_has_the_pattern_that_it_checks() {
    assertThat(schema("JourneyId").path("pattern").textValue())
        .isEqualTo("^" + JourneyId.SHAPE + "$");
    assertThat(ID.value()).matches(schema("JourneyId").path("pattern").textValue());
    assertThat("juniper:WC 12847:5101")
        .doesNotMatch(schema("JourneyId").path("pattern").textValue());
  }

  @Test
  void only_optional_fields_are_not_required() {
    assertThat(required("Note")).containsExactly("text");
    assertThat(required("Problem"))
        .containsExactlyInAnyOrder("type", "code", "title", "status", "detail");
    assertThat(required("Parcel")).hasSize(12).contains("arrivedAt", "returnTo");
  }

  @Test
  void a_record_is_written_as_described() {
    Parcel parcel =
        new Parcel(
            ID,
            new ExamId(5101),
            Way.AIR,
            Owner.CLINIC,
            NOW,
            LocalDate.EPOCH,
            Duration.ofDays(3),
            3,
            false,
            Map.of(),
            null,
            null);
    assertWritten("Parcel", parcel);
    assertWritten("Note", new Note("fragile", null));
    assertWritten("Note", new Note("fragile", NOW));
    FieldProblem wrong = new FieldProblem("/a", "b", "c");
    assertWritten("Problem", ProblemType.ORDER_REFUSED.response("d").getEntity());
    assertWritten("Problem", ProblemType.ORDER_REFUSED.response("d", List.of(wrong)).getEntity());
  }

  @Test
  void a_view_of_a_journey_is_written_as_described() {
    NextStep waiting = new NextStep("a person decides", null, null);
    assertWritten("JourneyView", view(List.of(), waiting, null, null));
    JourneyView.HoldView hold =
        new JourneyView.HoldView(
            HoldReason.NEEDS_INPUT,
            NOW,
            Owner.CLINIC,
            "correct it",
            "/patient/phone",
            "/incidents/7");
    assertWritten(
        "JourneyView",
        view(
            List.of(hold),
            new NextStep("correct it", NOW, Owner.CLINIC, NOW, NOW),
            new Closure(Closure.Outcome.APPROVED, NOW),
            List.of(new TimelineEntry(1, NOW, "ORDERED", "engine", Map.of("k", "v"), true, null))));
  }

  @Test
  void differences_from_the_schema_are_found() {
    ObjectNode parcel = JSON.createObjectNode().put("journeyId", "no id").put("examId", "5101");
    assertThat(TestDocument.problems(DOCUMENT, "Parcel", parcel)).hasSizeGreaterThan(3);
  }

  private static JourneyView view(
      List<JourneyView.HoldView> holds,
      NextStep next,
      @Nullable Closure closure,
      @Nullable List<TimelineEntry> timeline) {
    return new JourneyView(
        ID,
        new ClinicId("juniper"),
        new OrderId("WC-12847"),
        new ExamId(5101),
        MeetingId.sentBy(ID),
        Stage.ORDERED,
        true,
        new Facets(
            InviteStatus.NOT_SENT, Handover.NOT_DUE, Decision.PENDING, Facets.Fulfilment.NONE),
        holds,
        next,
        List.of(alarm()),
        closure,
        1,
        NOW,
        NOW,
        "/journeys/" + ID,
        timeline);
  }

  private static AlarmView alarm() {
    return AlarmView.of(new AlarmRow(7, AlarmKind.RUN_MISSING, ID, "run-1", NOW, null, null));
  }

  /** Valid, and without a property that the schema does not name. */
  private static void assertWritten(String name, Object value) {
    JsonNode written = JSON.valueToTree(value);
    assertThat(TestDocument.problems(DOCUMENT, name, written)).as(name).isEmpty();
    assertThat(written.fieldNames())
        .toIterable()
        .as(name)
        .isSubsetOf(() -> schema(name).path("properties").fieldNames());
  }

  private static JsonNode schema(String name) {
    return DOCUMENT.at("/components/schemas/" + name);
  }

  private static List<String> required(String name) {
    return JSON.convertValue(
        schema(name).path("required"),
        JSON.getTypeFactory().constructCollectionType(List.class, String.class));
  }
}
