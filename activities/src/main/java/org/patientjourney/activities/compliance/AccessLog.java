package org.patientjourney.activities.compliance;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.encryption.Encryption;

/** Who read personal data, or wanted to, and why. */
public final class AccessLog {
  private final Jdbi jdbi;
  private final Encryption encryption;
  private final InstantSource clock;

  public AccessLog(Jdbi jdbi, Encryption encryption, InstantSource clock) {
    this.jdbi = jdbi;
    this.encryption = encryption;
    this.clock = clock;
  }

  /** Part of the transaction that reads: without the line there is nothing to read. */
  void append(Handle handle, AccessRequest request, Subject subject, AccessOutcome outcome) {
    AccessLogDao lines = handle.attach(AccessLogDao.class);
    lines.lock();
    // What PostgreSQL keeps of an instant: the purpose is encrypted for this caller and time.
    Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String purpose = request.purpose();
    byte[] ciphertext =
        purpose == null ? null : encryption.encryptText(purpose, context(request.caller(), at));
    lines.insert(at, request, subject, outcome, ciphertext);
  }

  /** Writes the line, then opens what is stored, if the caller may read it. */
  <S, T> Optional<T> open(
      Handle handle,
      AccessRequest request,
      Subject subject,
      Optional<S> stored,
      Function<S, T> opening) {
    if (!request.mayRead(subject)) {
      append(handle, request, subject, AccessOutcome.DENIED);
      return Optional.empty();
    }
    append(
        handle, request, subject, stored.isPresent() ? AccessOutcome.READ : AccessOutcome.ABSENT);
    return stored.map(opening);
  }

  public List<AccessLine> page(AccessQuery query) {
    return jdbi.withExtension(AccessLogDao.class, lines -> lines.findPage(query)).stream()
        .map(row -> AccessLine.of(row, purpose(row)))
        .toList();
  }

  private @Nullable String purpose(AccessLogRow row) {
    byte[] purpose = row.purpose();
    return purpose == null
        ? null
        : encryption.decryptText(purpose, context(row.caller(), row.at()));
  }

  private static String context(String caller, Instant at) {
    return "access_log.purpose:" + caller + ":" + at;
  }
}
