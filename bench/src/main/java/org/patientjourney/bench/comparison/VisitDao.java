package org.patientjourney.bench.comparison;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** One row for each step of a visit. */
interface VisitDao {
  String SCHEMA =
      """
      create table visit (visit_id text primary key, patient jsonb not null, open boolean not null);
      create table invite (visit_id text primary key references visit, token text not null unique,
        started_at timestamptz not null default now(), patient_exam_id bigint);
      create table pdf_copy (visit_id text primary key references visit, content bytea not null);
      create table decision (visit_id text primary key references visit, status text not null,
        at timestamptz not null default now())
      """;

  @SqlUpdate("insert into visit values (:visitId, cast(:patient as jsonb), true)")
  void insertVisit(String visitId, String patient);

  @SqlQuery("select cast(patient as text) from visit where visit_id = :visitId")
  String getPatient(String visitId);

  @SqlUpdate("insert into invite (visit_id, token) values (:visitId, :token)")
  void insertInvite(String visitId, String token);

  @SqlUpdate("update invite set patient_exam_id = :patientExamId where visit_id = :visitId")
  void updateInvite(String visitId, long patientExamId);

  @SqlQuery("select visit_id from invite where token = :token")
  Optional<String> findVisit(String token);

  @SqlUpdate("insert into pdf_copy values (:visitId, :content) on conflict do nothing")
  void insertPdf(String visitId, byte[] content);

  @SqlUpdate(
      "insert into decision (visit_id, status) values (:visitId, :status) on conflict do nothing")
  void insertDecision(String visitId, String status);

  @SqlUpdate("update visit set open = false where visit_id = :visitId")
  void closeVisit(String visitId);
}
