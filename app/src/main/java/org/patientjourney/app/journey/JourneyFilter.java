package org.patientjourney.app.journey;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.record.JourneyDao.JourneyQuery;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.PatientId;

/** Which journeys a list shows: parameters of a query, for endpoint and page. */
public final class JourneyFilter {
  private static final String STAGES = QueryCheck.oneOf(Stage.values());

  @QueryParam("clinic")
  public @Nullable String clinic;

  @QueryParam("orderId")
  public @Nullable String orderId;

  @QueryParam("patientId")
  public @Nullable String patientId;

  @QueryParam("patientExamId")
  public @Nullable String patientExamId;

  @QueryParam("stage")
  public @Nullable String stage;

  @QueryParam("open")
  public @Nullable String open;

  @QueryParam("hold")
  public @Nullable String hold;

  @QueryParam("olderThan")
  public @Nullable String olderThan;

  @QueryParam("dueAfter")
  public @Nullable String dueAfter;

  @QueryParam("dueBefore")
  public @Nullable String dueBefore;

  @QueryParam("after")
  @DefaultValue("")
  public String after = "";

  QueryCheck check() {
    return new QueryCheck()
        .clinic(clinic)
        .that(orderId == null || OrderId.isValid(orderId), "orderId", "an order's id")
        .that(
            patientId == null || PatientId.isValid(patientId),
            "patientId",
            "the caller's id of a patient")
        .that(
            patientExamId == null || patientExamId.matches("[A-Za-z0-9-]{1,64}"),
            "patientExamId",
            "the provider's patient exam id, a text of [A-Za-z0-9-]{1,64}")
        .that(stage == null || QueryCheck.isNameOf(stage, Stage.values()), "stage", STAGES)
        .flag("open", open == null ? "true" : open)
        .that(
            hold == null || QueryCheck.isNameOf(hold, HoldReason.values()),
            "hold",
            "the reason of a hold in docs/journey.md")
        .that(olderThan == null || age().isPresent(), "olderThan", "a duration like P7D")
        .instant("dueAfter", dueAfter)
        .instant("dueBefore", dueBefore)
        .journey("after", after.isEmpty() ? null : after);
  }

  /**
   * The query of a checked filter.
   *
   * @param listed the clinic whose journeys the caller may list; null for all
   */
  JourneyQuery query(@Nullable String listed, Instant now, int size) {
    return new JourneyQuery(
        listed,
        orderId,
        patientId,
        patientExamId,
        stage,
        open == null ? null : Boolean.valueOf(open),
        hold,
        age().map(now::minus).orElse(null),
        QueryCheck.instant(dueAfter),
        QueryCheck.instant(dueBefore),
        after,
        size);
  }

  private Optional<Duration> age() {
    try {
      return Optional.ofNullable(olderThan)
          .map(Duration::parse)
          .filter(age -> !age.isNegative() && age.toDays() < 36_500);
    } catch (DateTimeException notADuration) {
      return Optional.empty();
    }
  }
}
