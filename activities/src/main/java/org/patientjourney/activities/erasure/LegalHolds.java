package org.patientjourney.activities.erasure;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

/** Holds that keep a patient's data from being erased, such as for a lawsuit. */
public record LegalHolds(Jdbi jdbi, Encryption encryption, InstantSource clock) {
  private static final int PAGE = 500;

  /** The hold that the command set, or found in force. The patient need not have ordered yet. */
  public LegalHoldRow set(ClinicId clinic, PatientId patient, Origin origin) {
    byte[] reason =
        encryption.encryptText(
            origin.reason(),
            PersonalReads.reasonContext("legal_hold", clinic, patient, origin.id()));
    return jdbi.inTransaction(
        handle -> {
          // An erasure under way is over first, or sees the hold.
          handle.attach(OrderDao.class).lockPatient(clinic, patient);
          LegalHoldDao holds = handle.attach(LegalHoldDao.class);
          holds.insertIfAbsent(
              clinic, patient, origin.id(), reason, clock.instant(), origin.actor());
          return holds.find(clinic, patient, origin.id()).orElseThrow();
        });
  }

  /** As it is then; one that was released before stays so. */
  public LegalHoldRow release(LegalHoldRow hold, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          // Else a hold that is being set could find this one in force, and set none.
          handle.attach(OrderDao.class).lockPatient(hold.clinic(), hold.patientId());
          LegalHoldDao holds = handle.attach(LegalHoldDao.class);
          holds.release(hold.holdId(), clock.instant(), origin.actor());
          return holds.find(hold.holdId()).orElseThrow();
        });
  }

  /** Newest first, at most 500. */
  public List<LegalHoldRow> list(boolean onlyOpen, @Nullable String clinic) {
    return jdbi.onDemand(LegalHoldDao.class).findAll(onlyOpen, clinic, PAGE);
  }

  public Optional<LegalHoldRow> find(long holdId) {
    return jdbi.onDemand(LegalHoldDao.class).find(holdId);
  }

  interface LegalHoldDao {
    /** Unless the command was given before, or a hold is in force. */
    @SqlUpdate(
        """
        insert into legal_hold (clinic, patient_id, command_id, reason, set_at, set_by)
        select :clinic, :patientId, :commandId, :reason, :now, :by
        where not exists (select 1 from legal_hold
          where clinic = :clinic and patient_id = :patientId
            and (command_id = :commandId or released_at is null))
        on conflict do nothing
        """)
    void insertIfAbsent(
        ClinicId clinic,
        PatientId patientId,
        String commandId,
        byte[] reason,
        Instant now,
        String by);

    /** The one that the command set, else the one in force. */
    @SqlQuery(
        """
        select * from legal_hold
        where clinic = :clinic and patient_id = :patientId
          and (command_id = :commandId or released_at is null)
        order by command_id = :commandId desc limit 1
        """)
    Optional<LegalHoldRow> find(ClinicId clinic, PatientId patientId, String commandId);

    @SqlQuery("select * from legal_hold where hold_id = :holdId")
    Optional<LegalHoldRow> find(long holdId);

    @SqlQuery(
        """
        select * from legal_hold
        where clinic = :clinic and patient_id = :patientId and released_at is null
        """)
    Optional<LegalHoldRow> findInForce(ClinicId clinic, PatientId patientId);

    @SqlQuery(
        """
        select * from legal_hold
        where (not :onlyOpen or released_at is null)
          and (cast(:clinic as text) is null or clinic = :clinic)
        order by hold_id desc limit :limit
        """)
    List<LegalHoldRow> findAll(boolean onlyOpen, @Nullable String clinic, int limit);

    @SqlUpdate(
        """
        update legal_hold set released_at = :now, released_by = :by
        where hold_id = :holdId and released_at is null
        """)
    void release(long holdId, Instant now, String by);
  }
}
