package org.patientjourney.app.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.access.Downloads;
import org.patientjourney.app.access.Role;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.query.QueryCheck;
import org.patientjourney.workflows.order.JourneyId;

/** The follow-ups of a period with their evidence, as a file that an auditor checks alone. */
@Path("/follow-ups/certificate")
public record CertificateResource(Certificates certificates) {
  private static final String ZIP = "application/zip";

  /**
   * What the check of a period found.
   *
   * @param asOf when it was checked
   * @param followUps how many fall due in the period
   * @param timersRead false when Temporal did not answer: timers and runs were not checked
   * @param holds whether everything was checked and nothing is wrong
   */
  public record CertificateCheck(
      String period,
      Instant asOf,
      long followUps,
      boolean timersRead,
      boolean holds,
      List<Named> named) {
    public CertificateCheck {
      named = List.copyOf(named);
    }
  }

  /** A follow-up with which something is wrong. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Named(
      JourneyId journeyId, @Nullable JourneyId followUpJourneyId, List<Finding> findings) {
    public Named {
      findings = List.copyOf(findings);
    }
  }

  /** A ZIP file, written as it is read: page by page. */
  @GET
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  @Produces(ZIP)
  @Operation(summary = "The follow-ups that fall due in a period, with their journals, as a ZIP")
  @ApiResponse(
      responseCode = "200",
      content = @Content(mediaType = ZIP, schema = @Schema(type = "string", format = "binary")))
  public Response archive(
      @QueryParam("period") @Nullable String period,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext caller) {
    Certificates.Query query = query(period, clinic, caller);
    certificates.log(query);
    StreamingOutput zip =
        out -> {
          Instant now = certificates.clock().instant();
          CertificateArchive archive = new CertificateArchive(out, query.period(), now);
          long[] count = {0};
          boolean timersRead =
              certificates.read(
                  query,
                  now,
                  (followUp, journals) -> {
                    count[0]++;
                    archive.add(followUp, journals);
                  });
          archive.finish(summary(query.period(), now, count[0], timersRead));
        };
    return Downloads.file(zip, ZIP, "follow-ups-" + query.period() + ".zip");
  }

  @GET
  @Path("/check")
  @RolesAllowed({Role.OPERATIONS, Role.COMPLIANCE})
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Which follow-ups of a period have a run, timer, date or journal that is wrong")
  public CertificateCheck check(
      @QueryParam("period") @Nullable String period,
      @QueryParam("clinic") @Nullable String clinic,
      @Context SecurityContext caller) {
    Certificates.Query query = query(period, clinic, caller).withoutWaivers();
    Instant now = certificates.clock().instant();
    List<Named> named = new ArrayList<>();
    long[] count = {0};
    try {
      boolean timersRead =
          certificates.read(
              query,
              now,
              (followUp, journals) -> {
                count[0]++;
                if (!followUp.findings().isEmpty()) {
                  named.add(
                      new Named(
                          followUp.journeyId(), followUp.followUpJourneyId(), followUp.findings()));
                }
              });
      boolean holds = timersRead && named.isEmpty();
      return new CertificateCheck(
          query.period().toString(), now, count[0], timersRead, holds, named);
    } catch (IOException e) {
      throw new UncheckedIOException("a list in memory cannot fail to be written", e);
    }
  }

  private static Certificates.Query query(
      @Nullable String text, @Nullable String clinic, SecurityContext context) {
    Optional<Period> period = Period.of(text);
    new QueryCheck()
        .required("period", text, period.isPresent(), Period.EXPECTED)
        .clinic(clinic)
        .refuse();
    Caller caller = Caller.of(context);
    return new Certificates.Query(
        period.orElseThrow(),
        caller.clinicToList(clinic),
        caller,
        context.isUserInRole(Role.COMPLIANCE));
  }

  private static String summary(Period period, Instant now, long count, boolean timersRead) {
    return """
        Follow-up certificate
        period:  %s, by the calendar of each patient
        as of:   %s
        count:   %d follow-ups
        timers:  %s

        """
        .formatted(
            period,
            now,
            count,
            timersRead ? "read from Temporal" : "timer not read: Temporal unavailable");
  }
}
