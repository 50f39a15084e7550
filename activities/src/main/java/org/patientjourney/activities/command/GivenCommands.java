package org.patientjourney.activities.command;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.workflows.command.Origin;

/**
 * The command of an id: the first one that was given with it to the same subject, carried out or
 * refused.
 */
public record GivenCommands(Jdbi jdbi, Encryption encryption, InstantSource clock) {
  /** The subjects of commands about a patient, whose orders and journeys are bound. */
  public static final String SUBJECTS_OF_PATIENT =
      """
       select 'order:' || :clinic || ':' || id from unnest(:orders) as id
        union all select 'journey:' || id from unnest(:journeys) as id
        union all select 'alarm:' || alarm_id from alarm where journey_id = any(:journeys)
        union all select 'intake:' || id from store_delivery
          where clinic = :clinic and order_id = any(:orders)
        union all select 'delivery:' || delivery_id from webhook_delivery
          where journey_id = any(:journeys) or (journey_id is null and meeting_id = any(array(
            select meeting_id from meeting where clinic = :clinic and order_id = any(:orders))))
      """;

  private static final TypeReference<TreeMap<String, Object>> FIELDS = new TypeReference<>() {};

  /**
   * Stores the command unless its id is known. Another caller may repeat it.
   *
   * @param subject what it is given to, such as {@code journey:<id>}
   * @param command what is to be done, as a value that is written as a JSON object
   * @return false when the id stands for another kind, particulars or reason
   */
  public boolean isSame(String subject, Origin origin, Object command) {
    String content = content(origin, command);
    String context = "given_command:" + subject + ":" + origin.id();
    return jdbi.inTransaction(
        handle -> {
          GivenCommandDao commands = handle.attach(GivenCommandDao.class);
          byte[] key = encryption.newDataKey(context);
          byte[] ciphertext = encryption.under(key, context).encryptText(content, context);
          return commands.insertIfAbsent(
                  subject, origin.id(), ciphertext, key, origin.actor(), clock.instant())
              || isSame(commands.findContent(subject, origin.id()).orElseThrow(), context, content);
        });
  }

  /** Whether a command was given to a subject before, carried out or refused. */
  public boolean isGiven(String subject, String commandId) {
    return jdbi.onDemand(GivenCommandDao.class).findGivenAt(subject, commandId).isPresent();
  }

  /** False of one that was erased: it cannot be compared. */
  private boolean isSame(StoredContent stored, String context, String content) {
    byte[] key = stored.contentKey();
    return key != null
        && encryption.under(key, context).decryptText(stored.content(), context).equals(content);
  }

  /** When a command was given first. */
  public Instant givenAt(String subject, Origin origin) {
    return jdbi.onDemand(GivenCommandDao.class).findGivenAt(subject, origin.id()).orElseThrow();
  }

  private static String content(Origin origin, Object command) {
    Map<String, Object> fields = StoredJson.read(StoredJson.write(command), FIELDS);
    fields.remove("origin");
    fields.put("reason", origin.reason());
    return StoredJson.write(fields);
  }

  /**
   * A command's ciphertext, and its key.
   *
   * @param contentKey null once it is destroyed
   */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record StoredContent(byte[] content, byte @Nullable [] contentKey) {}

  interface GivenCommandDao {
    @SqlUpdate(
        """
        insert into given_command (subject, command_id, content, content_key, given_by, given_at)
        values (:subject, :commandId, :content, :key, :by, :now) on conflict do nothing
        """)
    boolean insertIfAbsent(
        String subject, String commandId, byte[] content, byte[] key, String by, Instant now);

    @SqlQuery(
        """
        select content, content_key from given_command
        where subject = :subject and command_id = :commandId
        """)
    Optional<StoredContent> findContent(String subject, String commandId);

    @SqlQuery(
        "select given_at from given_command where subject = :subject and command_id = :commandId")
    Optional<Instant> findGivenAt(String subject, String commandId);
  }
}
