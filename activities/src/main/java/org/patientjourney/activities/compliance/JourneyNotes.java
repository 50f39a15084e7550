package org.patientjourney.activities.compliance;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.alarm.AlarmService;
import org.patientjourney.activities.audit.Audit;
import org.patientjourney.activities.audit.AuditFile;
import org.patientjourney.activities.audit.AuditStore;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.incident.IncidentService;
import org.patientjourney.activities.record.JournalNote;
import org.patientjourney.activities.record.JournalRow;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.refusal.Refusal;
import org.patientjourney.activities.refusal.RefusalStore;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

/** Opens the notes of commands and the provider's refusals: free texts that may name a patient. */
public final class JourneyNotes {
  private final JournalStore journal;
  private final RefusalStore refusals;
  private final Encryption encryption;
  private final AccessLog log;

  public JourneyNotes(JournalStore journal, Encryption encryption, AccessLog log) {
    this.journal = journal;
    this.refusals = new RefusalStore(encryption);
    this.encryption = encryption;
    this.log = log;
  }

  /** An entry of the journal with its note, if it has one. */
  public record NotedEntry(JournalRow entry, @Nullable String note) {}

  /** A journey's journal with its notes, and the provider's refusals. */
  public record Timeline(List<NotedEntry> entries, List<Refusal> refusals) {
    public Timeline {
      entries = List.copyOf(entries);
      refusals = List.copyOf(refusals);
    }
  }

  /** Empty without a journey. */
  public Optional<Timeline> timeline(AccessRequest request, JourneyId journey) {
    return ofJournal(request, journey, this::timeline);
  }

  private Timeline timeline(Handle handle, Audit audit) {
    List<NotedEntry> entries =
        audit.journal().stream()
            .map(row -> new NotedEntry(row, journal.note(row).map(JournalNote::words).orElse(null)))
            .toList();
    return new Timeline(entries, refusals.find(handle, audit.journeyId()));
  }

  /** The audit file with the notes of its entries; empty without a journey. */
  public Optional<String> auditFile(AccessRequest request, JourneyId journey) {
    return ofJournal(
        request, journey, (handle, audit) -> AuditFile.withNotes(audit, journal::note));
  }

  private <T> Optional<T> ofJournal(
      AccessRequest request, JourneyId journey, BiFunction<Handle, Audit, T> open) {
    return log.read(request, Subject.of(journey), handle -> AuditStore.find(handle, journey), open);
  }

  /** Why an alarm was acknowledged. */
  public Optional<String> acknowledgement(
      AccessRequest request, long alarmId, @Nullable JourneyId journey) {
    return log.read(
        request,
        journey == null ? Subject.NONE : Subject.of(journey),
        handle -> handle.attach(PersonalDao.class).findAcknowledgement(alarmId),
        (handle, words) -> encryption.decryptText(words, AlarmService.context(alarmId)));
  }

  /** Why an operator believed that the cause of an incident was gone. */
  public Optional<String> resolution(AccessRequest request, long incidentId, ClinicId clinic) {
    return log.read(
        request,
        Subject.of(clinic),
        handle -> handle.attach(PersonalDao.class).findResolution(incidentId),
        (handle, words) -> encryption.decryptText(words, IncidentService.context(incidentId)));
  }
}
