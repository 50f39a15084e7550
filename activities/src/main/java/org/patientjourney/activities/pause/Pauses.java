package org.patientjourney.activities.pause;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmDao;
import org.patientjourney.activities.alarm.AlarmStore;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.alarm.Alarm;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.run.PauseActivities;

/**
 * Pauses the calls to the provider and releases them. A call that is under way when its pause is
 * stored may still end; of the others none begins after that, but look-ups and copies of PDFs
 * within {@link PauseWatch#EVERY}.
 */
public record Pauses(Jdbi jdbi, Encryption encryption, InstantSource clock)
    implements PauseActivities {
  private static final int PAGE = 500;

  public static String context(String clinic, String commandId) {
    return "pause.reason:" + clinic + ":" + commandId;
  }

  /**
   * To be asked right before a call is noted or made, where the activity has nothing to undo.
   *
   * @throws ApplicationFailure of the type {@link PauseActivities#CALLS_PAUSED}, which a workflow
   *     waits for the end of
   */
  public static void requireNone(Handle handle, ClinicId clinic) {
    if (handle.attach(PauseDao.class).isPaused(clinic)) {
      throw paused(clinic).setNonRetryable(true).build();
    }
  }

  @Override
  public void awaitRelease(JourneyId journey) {
    if (jdbi.onDemand(PauseDao.class).isPaused(journey.clinic())) {
      throw paused(journey.clinic()).build();
    }
  }

  /** Benign: neither an error in the log nor a failed activity of the metrics. */
  private static ApplicationFailure.Builder paused(ClinicId clinic) {
    return ApplicationFailure.newBuilder()
        .setMessage("calls to the provider are paused for " + clinic + ": GET /pauses")
        .setType(CALLS_PAUSED)
        .setCategory(ApplicationErrorCategory.BENIGN);
  }

  /**
   * The pause that the command began, or found in force.
   *
   * @param clinic its id, or {@link PauseRow#ALL}
   */
  public PauseRow begin(String clinic, Origin origin) {
    byte[] reason = encryption.encryptText(origin.reason(), context(clinic, origin.id()));
    return jdbi.inTransaction(
        handle -> {
          PauseDao pauses = handle.attach(PauseDao.class);
          Instant now = clock.instant();
          Optional<PauseRow> pause = Optional.empty();
          boolean isNew = false;
          // The one in force may be released before it is locked: then this command begins one.
          while (pause.isEmpty()) {
            isNew = pauses.insertIfAbsent(clinic, origin.id(), reason, now, origin.actor());
            pause = pauses.findLocked(clinic, origin.id());
          }
          if (isNew) {
            Alarm alarm = new Alarm(AlarmKind.CALLS_PAUSED, pause.get().subject());
            AlarmStore.raise(handle, null, alarm, now);
          }
          return pause.get();
        });
  }

  /** As it is then; its alarm ends with it. */
  public PauseRow release(PauseRow pause, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          PauseDao pauses = handle.attach(PauseDao.class);
          Instant now = clock.instant();
          pauses.lockInForce();
          if (pauses.release(pause.pauseId(), now, origin.actor())) {
            pauses.postponeInvites(pause.pauseId(), pause.clinic(), pause.begunAt(), now);
            handle.attach(AlarmDao.class).closeAbout(AlarmKind.CALLS_PAUSED, pause.subject(), now);
          }
          return pauses.find(pause.pauseId()).orElseThrow();
        });
  }

  /** Newest first, at most 500; of a clinic with those of all clinics. */
  public List<PauseRow> list(boolean onlyOpen, @Nullable String clinic) {
    return jdbi.onDemand(PauseDao.class).findAll(onlyOpen, clinic, PAGE);
  }

  public Optional<PauseRow> find(long pauseId) {
    return jdbi.onDemand(PauseDao.class).find(pauseId);
  }
}
