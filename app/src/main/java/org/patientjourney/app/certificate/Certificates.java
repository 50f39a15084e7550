package org.patientjourney.app.certificate;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.followup.FollowUpDao;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.access.Caller;
import org.patientjourney.app.archive.JournalFile;
import org.patientjourney.app.archive.Period;
import org.patientjourney.app.followup.FollowUpView;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Reads the follow-ups that fall due in a period, with journals and runs, page by page. */
public record Certificates(Jdbi jdbi, PersonalReads reads, FollowUpRuns runs, InstantSource clock) {
  private static final int PAGE = 200;

  /**
   * What is to be certified.
   *
   * @param readsWaivers whether the caller may read why one was waived; each read is logged
   */
  record Query(Period period, @Nullable String clinic, Caller caller, boolean readsWaivers) {
    Query withoutWaivers() {
      return new Query(period, clinic, caller, false);
    }
  }

  /** Takes one follow-up after the other. */
  @FunctionalInterface
  interface Sink {
    void take(CertifiedFollowUp followUp, List<JournalFile> journals) throws IOException;
  }

  /**
   * Reads all of them, in the order of the visits' journey ids. A page is of one snapshot.
   *
   * @param now which the certificate is of
   * @return whether Temporal answered; once it does not, it is not asked again
   */
  boolean read(Query query, Instant now, Sink sink) throws IOException {
    String after = "";
    boolean answered = true;
    List<FollowUpEvidence> page;
    do {
      String from = after;
      List<JourneyId> waiting = jdbi.withHandle(handle -> waiting(query, handle, from));
      Optional<Map<JourneyId, Run>> found = answered ? runs.find(waiting) : Optional.empty();
      answered = found.isPresent();
      Map<JourneyId, Run> running = found.orElse(Map.of());
      // After the runs: what has changed since they were read is not settled.
      page =
          jdbi.inTransaction(
              TransactionIsolationLevel.REPEATABLE_READ,
              handle -> evidence(handle, page(handle, query, from), running));
      Instant readAt = clock.instant();
      for (FollowUpEvidence each : page) {
        if (isAsked(query, each.owed())) {
          List<JournalFile> journals = each.journals();
          sink.take(certified(query, each, each.findings(journals, readAt), now), journals);
        }
      }
      after = page.isEmpty() ? after : page.get(page.size() - 1).owed().journeyId().value();
    } while (page.size() == PAGE);
    return answered;
  }

  /** Some more than asked: the days of the period are those of each follow-up's zone. */
  private static List<OwedFollowUp> page(Handle handle, Query query, String after) {
    Period period = query.period();
    return handle
        .attach(FollowUpDao.class)
        .findDuePage(period.earliest(), period.latest(), query.clinic(), after, PAGE);
  }

  private static boolean isAsked(Query query, OwedFollowUp owed) {
    return query.caller().sees(owed.journeyId())
        && query.period().contains(owed.dueAt(), ZoneId.of(owed.zone()));
  }

  /** Those that the engine owes still. */
  private static List<JourneyId> waiting(Query query, Handle handle, String after) {
    return page(handle, query, after).stream()
        .filter(owed -> owed.endedAt() == null && isAsked(query, owed))
        .map(OwedFollowUp::followUpJourneyId)
        .filter(Objects::nonNull)
        .toList();
  }

  private static List<FollowUpEvidence> evidence(
      Handle handle, List<OwedFollowUp> page, Map<JourneyId, Run> running) {
    String[] ids =
        page.stream()
            .flatMap(owed -> Stream.of(owed.journeyId(), owed.journeyId().followUp()))
            .map(JourneyId::value)
            .toArray(String[]::new);
    List<JourneyRow> found = handle.attach(JourneyDao.class).findAll(ids);
    Map<JourneyId, JourneyRow> rows =
        found.stream().collect(toMap(JourneyRow::journeyId, Function.identity()));
    Map<JourneyId, Audit> journals =
        Audit.findAll(handle, found).stream().collect(toMap(Audit::journeyId, Function.identity()));
    return page.stream()
        .map(
            owed -> {
              JourneyId followUp = owed.followUpJourneyId();
              return new FollowUpEvidence(
                  owed,
                  Objects.requireNonNull(journals.get(owed.journeyId())),
                  followUp == null ? null : journals.get(followUp),
                  followUp == null ? null : rows.get(followUp),
                  followUp == null ? null : running.get(followUp));
            })
        .toList();
  }

  private CertifiedFollowUp certified(
      Query query, FollowUpEvidence evidence, List<Finding> findings, Instant now) {
    FollowUpView view = FollowUpView.of(evidence.owed(), now, waiver(query, evidence.owed()));
    return CertifiedFollowUp.of(view, evidence.timer(), evidence.sentAt(), findings);
  }

  private @Nullable String waiver(Query query, OwedFollowUp owed) {
    if (owed.waiver() == null || !query.readsWaivers()) {
      return null;
    }
    return reads
        .waiver(
            query.caller().request(PersonalEndpoint.FOLLOW_UP_WAIVER, true, purpose(query)),
            owed.journeyId())
        .orElse(null);
  }

  /** Leaves the line in the access log. */
  void log(Query query) {
    String clinic = query.clinic();
    reads.archive(
        query.caller().request(PersonalEndpoint.FOLLOW_UP_CERTIFICATE, true, purpose(query)),
        clinic == null ? null : new ClinicId(clinic));
  }

  private static String purpose(Query query) {
    return "follow-up certificate of " + query.period();
  }
}
