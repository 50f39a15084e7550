package org.patientjourney.app.certificate;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.followup.FollowUpDao.OwedFollowUp;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.app.archive.JournalFile;
import org.patientjourney.app.relay.RunningJourneys.Presence;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.hold.HoldReason;
import org.patientjourney.workflows.journal.JournalKind;

/**
 * All that is known of a follow-up: its row, both journals, and the run that Temporal has.
 *
 * @param followUp and its row: null when the provider owes it
 * @param run null when it was not asked for, or Temporal did not answer
 */
record FollowUpEvidence(
    OwedFollowUp owed,
    Audit visit,
    @Nullable Audit followUp,
    @Nullable JourneyRow row,
    @Nullable Run run) {
  /** A run that has just recorded may not have set its timer yet. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  /**
   * How much later than it was asked for a timer may begin: the task that sets it takes a while.
   */
  private static final Duration TASK = Duration.ofMinutes(1);

  /** PostgreSQL keeps microseconds of an instant, Temporal milliseconds. */
  private static final Duration ROUNDING = Duration.ofMillis(1);

  /** The patient was examined, as an event or a person says: the engine ends the follow-up. */
  private static final Set<JournalKind> REPORTS =
      Set.of(
          JournalKind.CONSULTATION_REPORTED,
          JournalKind.AMENDMENT_RECEIVED,
          JournalKind.DECISION_RECORDED_BY_PERSON);

  private static final Set<JournalKind> MEETS =
      Stream.concat(REPORTS.stream(), Stream.of(JournalKind.HANDED_OVER, JournalKind.HOLD_RELEASED))
          .collect(toUnmodifiableSet());

  /** The journals as files. */
  List<JournalFile> journals() {
    return Stream.of(visit, followUp).filter(Objects::nonNull).map(JournalFile::of).toList();
  }

  TimerView timer() {
    return followUp == null ? TimerView.NONE : TimerView.of(followUp, run, nextDueAt());
  }

  /** When the provider took the invite of the follow-up. */
  @Nullable Instant sentAt() {
    return Stream.ofNullable(followUp)
        .flatMap(audit -> audit.journal().stream())
        .filter(entry -> entry.kind() == JournalKind.INVITE_SENT)
        .map(entry -> entry.at())
        .findFirst()
        .orElse(null);
  }

  /**
   * What is wrong.
   *
   * @param journals its own
   * @param now also when they were read, after the run
   */
  List<Finding> findings(List<JournalFile> journals, Instant now) {
    Set<Finding> found = EnumSet.noneOf(Finding.class);
    if (run != null && row != null && owed.endedAt() == null && isSettled(row, now)) {
      findRun(run, found);
      if (waits(run, row) && !isActing(now)) {
        findTimer(run, found);
      }
    }
    if (!isRuleKept()) {
      found.add(Finding.RULE_BROKEN);
    }
    if (!isInJournal()) {
      found.add(Finding.JOURNAL_DIFFERS);
    }
    if (!isEndInJournal()) {
      found.add(Finding.END_NOT_IN_JOURNAL);
    }
    if (journals.stream().anyMatch(JournalFile::isBroken)) {
      found.add(Finding.JOURNAL_BROKEN);
    }
    return List.copyOf(found);
  }

  private static boolean isSettled(JourneyRow journey, Instant now) {
    return journey.updatedAt().isBefore(now.minus(SETTLED));
  }

  private static void findRun(Run run, Set<Finding> found) {
    switch (run.presence()) {
      case NONE -> found.add(Finding.RUN_MISSING);
      case PAUSED -> found.add(Finding.RUN_PAUSED);
      case STUCK -> found.add(Finding.RUN_STUCK);
      case RUNNING -> {}
    }
  }

  /** A run that is stuck may never have set a timer. */
  private static boolean waits(Run run, JourneyRow journey) {
    boolean canWait = run.presence() == Presence.RUNNING || run.presence() == Presence.PAUSED;
    return canWait && journey.invite().equals(InviteStatus.NOT_DUE.name());
  }

  /** A timer that has just fired is pending no more, and what it causes is not recorded yet. */
  private boolean isActing(Instant now) {
    return Duration.between(nextDueAt(), now).abs().compareTo(SETTLED) < 0;
  }

  private void findTimer(Run run, Set<Finding> found) {
    if (run.timers().isEmpty()) {
      found.add(Finding.TIMER_MISSING);
    } else if (run.timers().stream().noneMatch(this::isAsRecorded) || isRecordedTooLate()) {
      found.add(Finding.TIMER_AT_ANOTHER_INSTANT);
    }
  }

  private boolean isAsRecorded(Instant timer) {
    Instant due = nextDueAt();
    return !timer.isBefore(due.minus(ROUNDING)) && !timer.isAfter(due.plus(TASK));
  }

  /** What a person holds is not due before it is released. */
  private boolean isRecordedTooLate() {
    return row != null
        && !row.holds().contains(HoldReason.FOLLOW_UP_BLOCKED.name())
        && nextDueAt().isAfter(owed.dueAt().plus(ROUNDING));
  }

  /** A hold may fall due before the follow-up does. */
  private Instant nextDueAt() {
    Instant next = row == null ? null : row.nextDueAt();
    return next == null ? owed.dueAt() : next;
  }

  private boolean isRuleKept() {
    ZoneId zone = ZoneId.of(owed.zone());
    LocalDateTime earliest =
        LocalDateTime.ofInstant(owed.visitAt(), zone).plusDays(CertifiedFollowUp.DAYS);
    Instant sentAt = sentAt();
    return !LocalDateTime.ofInstant(owed.dueAt(), zone).isBefore(earliest)
        && (sentAt == null || !sentAt.isBefore(owed.dueAt()));
  }

  private boolean isInJournal() {
    return visit.journal().stream()
        .filter(entry -> entry.kind() == JournalKind.FOLLOW_UP_OWED)
        .map(TimerView::detail)
        .anyMatch(
            owes ->
                isAt(owes, "visitAt", owed.visitAt())
                    && isAt(owes, "dueAt", owed.dueAt())
                    && owed.zone().equals(owes.path("zone").asText()));
  }

  /** What the provider owes is ended by the visit alone. */
  private boolean isEndInJournal() {
    Set<JournalKind> ends =
        switch (owed.status()) {
          case OPEN, OVERDUE, RECORDED -> Set.of();
          case MET -> MEETS;
          case WAIVED -> Set.of(JournalKind.FOLLOW_UP_WAIVED);
          case DROPPED -> Set.of(JournalKind.NOTHING_PRESCRIBED);
        };
    return followUp == null
        || (ends.isEmpty() && owed.endedAt() == null)
        || followUp.journal().stream()
            .anyMatch(entry -> ends.contains(entry.kind()) && isEndedBy(entry));
  }

  /** Recorded with the entry or after it, which an outage may delay. */
  private boolean isEndedBy(JournalRow entry) {
    Instant endedAt = owed.endedAt();
    return endedAt != null
        && !endedAt.isBefore(entry.at().minus(ROUNDING))
        && OwedFollowUp.evidence(entry.journeyId(), entry.revision()).equals(owed.evidence())
        && (REPORTS.contains(entry.kind()) ? "engine" : entry.actor()).equals(owed.endedBy());
  }

  /** To the second, as their sub-seconds have as many digits as there are. */
  private static boolean isAt(JsonNode detail, String name, Instant recorded) {
    String second = recorded.truncatedTo(ChronoUnit.SECONDS).toString();
    return detail.path(name).asText().startsWith(second.substring(0, second.length() - 1));
  }
}
