package org.patientjourney.activities.command;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Statements on {@code given_command}: the application may insert and read, nothing else. */
interface GivenCommandDao {
  @SqlUpdate(
      """
      insert into given_command (subject, command_id, content, given_by, given_at)
      values (:subject, :commandId, :content, :by, :now) on conflict do nothing
      """)
  boolean insertIfAbsent(String subject, String commandId, byte[] content, String by, Instant now);

  @SqlQuery(
      "select content from given_command where subject = :subject and command_id = :commandId")
  Optional<byte[]> findContent(String subject, String commandId);
}
