package org.patientjourney.activities.compliance;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.AccessRequest.Subject;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.OrderId;

/** Records who read personal data, or was refused, and why. */
public record AccessLog(Jdbi jdbi, Encryption encryption, InstantSource clock) {
  /**
   * Which lines of the access log to show, oldest first.
   *
   * @param clinic whose data
   * @param journey also lines about its order as a whole
   * @param since inclusive
   * @param until exclusive
   * @param after the number of the last line of the page before
   */
  public record Query(
      @Nullable ClinicId clinic,
      @Nullable JourneyId journey,
      @Nullable Instant since,
      @Nullable Instant until,
      long after,
      int limit) {
    public @Nullable ClinicId journeyClinic() {
      return journey == null ? null : Subject.of(journey).clinic();
    }

    public @Nullable OrderId journeyOrder() {
      return journey == null ? null : Subject.of(journey).orderId();
    }
  }

  /** Part of the transaction that reads: without the line nothing is read. */
  public void append(
      Handle handle, AccessRequest request, Subject subject, AccessLine.Outcome outcome) {
    AccessLogDao lines = handle.attach(AccessLogDao.class);
    lines.lock();
    // What PostgreSQL keeps of an instant: the purpose is encrypted for this caller and time.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String purpose = request.purpose();
    byte[] ciphertext =
        purpose == null ? null : encryption.encryptText(purpose, context(request.caller(), at));
    lines.insert(at, request, subject, outcome, ciphertext);
  }

  /** Reads, if the caller may, and writes the line; all of one snapshot and one transaction. */
  <T> Optional<T> read(
      AccessRequest request, Subject subject, Function<Handle, Optional<T>> reading) {
    return jdbi.inTransaction(
            TransactionIsolationLevel.REPEATABLE_READ,
            handle -> open(handle, request, subject, () -> reading.apply(handle)))
        .orThrow();
  }

  /** The same in the caller's transaction, for a subject that is known from what was found. */
  <T> Opened<T> open(
      Handle handle, AccessRequest request, Subject subject, Supplier<Optional<T>> reading) {
    if (!request.mayRead(subject)) {
      append(handle, request, subject, AccessLine.Outcome.DENIED);
      return new Opened<>(Optional.empty(), null);
    }
    Opened<T> opened = Opened.by(reading);
    append(
        handle,
        request,
        subject,
        opened.found().isPresent() ? AccessLine.Outcome.READ : AccessLine.Outcome.ABSENT);
    return opened;
  }

  /**
   * What a read found. The caller is told that it was erased once the transaction has kept the
   * line.
   */
  record Opened<T>(Optional<T> found, @Nullable ErasedException erased) {
    static <T> Opened<T> by(Supplier<Optional<T>> reading) {
      try {
        return new Opened<>(reading.get(), null);
      } catch (ErasedException erased) {
        return new Opened<>(Optional.empty(), erased);
      }
    }

    Optional<T> orThrow() {
      if (erased != null) {
        throw erased;
      }
      return found;
    }
  }

  /** A page, and a line of its own behind it: reads of the log are logged too. */
  public List<AccessLine> page(AccessRequest request, Query query) {
    JourneyId journey = query.journey();
    Subject subject = journey == null ? Subject.of(query.clinic(), null) : Subject.of(journey);
    return jdbi.inTransaction(
            handle -> open(handle, request, subject, () -> Optional.of(find(handle, query))))
        .orThrow()
        .orElse(List.of());
  }

  List<AccessLine> find(Handle handle, Query query) {
    return opened(handle.attach(AccessLogDao.class).findPage(query));
  }

  /** The lines about some orders and what belongs to them, oldest first. */
  List<AccessLine> ofOrders(Handle handle, ClinicId clinic, String[] orders) {
    return opened(handle.attach(AccessLogDao.class).findOfOrders(clinic, orders));
  }

  private List<AccessLine> opened(List<AccessLogDao.SealedLine> lines) {
    return lines.stream().map(this::opened).toList();
  }

  private AccessLine opened(AccessLogDao.SealedLine sealed) {
    AccessLine line = sealed.line();
    byte[] purpose = sealed.sealedPurpose();
    return purpose == null
        ? line
        : line.withPurpose(encryption.decryptText(purpose, context(line.caller(), line.at())));
  }

  private static String context(String caller, Instant at) {
    return "access_log.purpose:" + caller + ":" + at;
  }

  /**
   * One line of the access log.
   *
   * @param clinic of the data
   * @param purpose text written by a person
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AccessLine(
      long accessId,
      Instant at,
      String caller,
      String role,
      @Nullable ClinicId callerClinic,
      PersonalEndpoint endpoint,
      Outcome outcome,
      @Nullable ClinicId clinic,
      @Nullable OrderId orderId,
      @Nullable JourneyId journeyId,
      @Nullable WebhookDeliveryId deliveryId,
      @Nullable String purpose) {

    /** The result of a read. Stored: names are permanent. */
    public enum Outcome {
      READ,
      /** The caller may, but there is nothing, or it was erased. */
      ABSENT,
      /** The caller has destroyed the keys of the data. */
      ERASED,
      /** The wrong role, or the data of another clinic. */
      DENIED
    }

    AccessLine withPurpose(@Nullable String opened) {
      return new AccessLine(
          accessId,
          at,
          caller,
          role,
          callerClinic,
          endpoint,
          outcome,
          clinic,
          orderId,
          journeyId,
          deliveryId,
          opened);
    }

    /** Without the purpose: it may name a patient. */
    @Override
    public String toString() {
      return "AccessLine[" + accessId + " " + caller + " " + endpoint + " " + outcome + "]";
    }
  }
}
