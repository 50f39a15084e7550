package org.patientjourney.app.certificate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.app.relay.RunningJourneys.Run;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.JourneyId;

/**
 * What a follow-up waits with, or what ended its wait.
 *
 * @param workflowId of the follow-up's journey
 * @param runId of its run, as Temporal has it; null when that was not read
 * @param firesAt when the pending timer fires, or the one that is nearest to what is due
 * @param timerEndedBy the journal entry that ended the wait
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimerView(
    TimerState timer,
    @Nullable JourneyId workflowId,
    @Nullable String runId,
    @Nullable Instant firesAt,
    @Nullable Instant timerEndedAt,
    @Nullable String timerEndedBy) {
  /** How the wait for the due instant stands. */
  public enum TimerState {
    PENDING,
    /** There is no timer, and nothing that ended one. */
    MISSING,
    /** It woke the journey. */
    FIRED,
    /** The journey ended before. */
    ENDED,
    /** Temporal was unavailable. */
    NOT_READ,
    /** The provider owes this follow-up. */
    NONE
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  static final TimerView NONE = new TimerView(TimerState.NONE, null, null, null, null, null);

  /**
   * Of a follow-up that the engine owes.
   *
   * @param run null when it was not asked for, or Temporal did not answer
   * @param due when the line acts next
   */
  static TimerView of(Audit followUp, @Nullable Run run, Instant due) {
    JourneyId workflow = followUp.journeyId();
    String runId = run == null ? null : run.runId();
    Optional<JournalRow> end = end(followUp);
    if (end.isPresent()) {
      JournalRow entry = end.get();
      boolean closed = entry.kind() == JournalKind.CLOSED;
      return new TimerView(
          closed ? TimerState.ENDED : TimerState.FIRED,
          workflow,
          runId,
          null,
          entry.at(),
          closed ? "CLOSED " + detail(entry).path("outcome").asText() : entry.kind().name());
    }
    if (run == null) {
      return new TimerView(TimerState.NOT_READ, workflow, null, null, null, null);
    }
    Instant firesAt = nearest(run.timers(), due);
    TimerState state = firesAt == null ? TimerState.MISSING : TimerState.PENDING;
    return new TimerView(state, workflow, runId, firesAt, null, null);
  }

  private static Optional<JournalRow> end(Audit followUp) {
    return followUp.journal().stream()
        .filter(
            entry ->
                switch (entry.kind()) {
                  case FOLLOW_UP_READY, FOLLOW_UP_BLOCKED, CLOSED -> true;
                  default -> false;
                })
        .findFirst();
  }

  /** Nothing for an entry that was changed and is no JSON any more: its chain is broken. */
  static JsonNode detail(JournalRow entry) {
    try {
      return JSON.readTree(entry.detail());
    } catch (JsonProcessingException changed) {
      return MissingNode.getInstance();
    }
  }

  private static @Nullable Instant nearest(List<Instant> timers, Instant due) {
    return timers.stream()
        .min(Comparator.comparing(timer -> Duration.between(due, timer).abs()))
        .orElse(null);
  }
}
