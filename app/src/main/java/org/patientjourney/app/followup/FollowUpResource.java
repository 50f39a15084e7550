package org.patientjourney.app.followup;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.Variant;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.ObligationRow.ObligationStatus;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.JourneyId;

/** Every follow-up that is or was owed. */
@Path("/follow-ups")
public record FollowUpResource(Jdbi jdbi, PersonalReads reads, InstantSource clock) {
  private static final String CSV = "text/csv";
  private static final int PAGE = 500;
  private static final CsvMapper TABLE =
      CsvMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(
              SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
              SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .build();
  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(CSV)).build();

  /** JSON: at most 500 in the order of journey ids. CSV: all of them, to take away. */
  @GET
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @Operation(summary = "Follow-ups that are or were owed, as of a date; also as a CSV table")
  @ApiResponse(
      responseCode = "200",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = FollowUpView.FollowUpPage.class)),
        @Content(mediaType = CSV, schema = @Schema(type = "string"))
      })
  public Response list(
      @QueryParam("asOf") @Nullable String asOf,
      @QueryParam("clinic") @Nullable String clinic,
      @QueryParam("after") @DefaultValue("") String after,
      @Context Request request,
      @Context SecurityContext caller) {
    Optional<Instant> instant = instant(asOf);
    new QueryCheck()
        .that(instant.isPresent(), "asOf", "a date or an instant that is not later than today")
        .clinic(clinic)
        .journey("after", after.isEmpty() ? null : after)
        .refuse();
    Variant chosen = request.selectVariant(VARIANTS);
    return chosen != null && chosen.getMediaType().isCompatible(MediaType.valueOf(CSV))
        ? table(instant.orElseThrow(), clinic, caller)
        : json(instant.orElseThrow(), clinic, after, caller);
  }

  private Response json(
      Instant asOf, @Nullable String clinic, String after, SecurityContext caller) {
    List<FollowUpView> page = page(asOf, clinic, after, caller);
    String cursor = page.size() < PAGE ? null : page.get(page.size() - 1).journeyId().value();
    return Response.ok(new FollowUpView.FollowUpPage(asOf, page, cursor))
        .type(MediaType.APPLICATION_JSON)
        .build();
  }

  private Response table(Instant asOf, @Nullable String clinic, SecurityContext caller) {
    StreamingOutput table =
        out -> {
          try (SequenceWriter rows = rows(out)) {
            String after = "";
            List<FollowUpView> page;
            do {
              page = page(asOf, clinic, after, caller);
              rows.writeAll(page);
              after = page.isEmpty() ? after : page.get(page.size() - 1).journeyId().value();
            } while (page.size() == PAGE);
          }
        };
    String name = "follow-ups-" + LocalDate.ofInstant(asOf, ZoneOffset.UTC) + ".csv";
    return Downloads.file(table, CSV, name);
  }

  private List<FollowUpView> page(
      Instant asOf, @Nullable String clinic, String after, SecurityContext context) {
    Caller caller = Caller.of(context);
    String only = caller.clinicToList(clinic);
    return jdbi.onDemand(FollowUpDao.class).findPage(asOf, only, after, PAGE).stream()
        .filter(owed -> caller.sees(owed.journeyId()))
        .map(owed -> FollowUpView.of(owed, asOf, waiver(owed, asOf, context)))
        .toList();
  }

  /**
   * What falls due in a period, soonest first, without the words of waivers.
   *
   * @param asOf the instant whose standing is asked for; may be in the future
   */
  public List<FollowUpView> due(
      Instant from,
      Instant until,
      Instant asOf,
      @Nullable String clinic,
      int limit,
      Caller caller) {
    String only = caller.clinicToList(clinic);
    return jdbi.onDemand(FollowUpDao.class).findFirstDue(from, until, asOf, only, limit).stream()
        .filter(owed -> caller.sees(owed.journeyId()))
        .map(owed -> FollowUpView.of(owed, asOf, null))
        .toList();
  }

  /** The first that are owed now and fall due in a period, soonest due first. */
  public List<FollowUpView> first(
      ObligationStatus status, Instant from, Instant until, int limit, Caller caller) {
    Instant now = clock.instant();
    String clinic = caller.clinicToList(null);
    return jdbi.onDemand(FollowUpDao.class).findFirst(status, from, until, clinic, limit).stream()
        .map(owed -> FollowUpView.of(owed, now, null))
        .toList();
  }

  /** Those of these follow-ups that are with the patient now. */
  public Set<JourneyId> sent(List<FollowUpView> followUps) {
    String[] journeys =
        followUps.stream()
            .map(FollowUpView::followUpJourneyId)
            .filter(Objects::nonNull)
            .map(JourneyId::value)
            .toArray(String[]::new);
    return jdbi.onDemand(FollowUpDao.class).findSent(journeys);
  }

  private @Nullable String waiver(OwedFollowUp owed, Instant asOf, SecurityContext context) {
    if (owed.waiver() == null || !context.isUserInRole(Role.COMPLIANCE)) {
      return null;
    }
    AccessRequest request =
        Caller.of(context)
            .request(PersonalEndpoint.FOLLOW_UP_WAIVER, true, "follow-ups as of " + asOf);
    return withoutFormula(reads.waiver(request, owed.journeyId()).orElse(null));
  }

  /** A date means its end in UTC; empty for an instant in the future. */
  private Optional<Instant> instant(@Nullable String asOf) {
    Instant now = clock.instant();
    if (asOf == null) {
      return Optional.of(now);
    }
    try {
      Instant asked =
          asOf.length() == 10
              ? LocalDate.parse(asOf).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(asOf);
      boolean fits = !asked.isBefore(Instant.EPOCH) && !asked.isAfter(now.plusSeconds(86_400));
      return fits ? Optional.of(asked.isAfter(now) ? now : asked) : Optional.empty();
    } catch (DateTimeParseException neitherDateNorInstant) {
      return Optional.empty();
    }
  }

  /** RFC 4180: a line of names, then a line each. */
  static SequenceWriter rows(OutputStream out) throws IOException {
    return TABLE
        .writer(TABLE.schemaFor(FollowUpView.class).withHeader().withLineSeparator("\r\n"))
        .writeValues(out);
  }

  /** A person's words that a spreadsheet would take for a formula begin with an apostrophe. */
  public static @Nullable String withoutFormula(@Nullable String words) {
    return words != null && words.matches("(?s)[=+@\\t\\r-].*") ? "'" + words : words;
  }
}
