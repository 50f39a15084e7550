package org.patientjourney.local.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.webhook.WebhookDelivery.DeliveryState;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.workflows.fact.WebhookDeliveryId;
import org.patientjourney.workflows.order.JourneyId;

/**
 * A record with many journeys, two deliveries for each, written by SQL. The keys of their orders
 * are copies, which open nothing.
 */
record ManyJourneys(int count, Instant now, Encryption encryption) {
  private static final String DELIVERY =
      """
      insert into webhook_delivery (delivery_id, meeting_id, attempt, received_at, body, body_key,
        body_size, truncated, misencoded, state, event, journey_id, attempts, applied_at)
      values (:id, :meeting, 1, :at, :body, :key, :size, false, false, :state, 1, :journey, 1, :at)
      """;
  private static final List<String> STATEMENTS =
      List.of(
          """
          insert into exam_order (clinic, order_id, patient_id, content, received_at)
          select clinic, 'many-' || lpad(n\\:\\:text, 6, '0'), 'P-' || lpad(n\\:\\:text, 6, '0'), content,
            received_at
          from exam_order, generate_series(1, :count) n where order_id = 'base'
          """,
          """
          insert into order_key (clinic, order_id, wrapped)
          select clinic, many.order_id, wrapped
          from order_key join exam_order many using (clinic)
          where order_key.order_id = 'base' and many.order_id like 'many-%'
          """,
          """
          insert into meeting (meeting_id, clinic, order_id)
          select clinic || ':' || order_id || ':5101', clinic, order_id
          from exam_order where order_id like 'many-%'
          """,
          """
          insert into journey (journey_id, clinic, order_id, exam_id, meeting_id, open, stage,
            invite, handover, decision, fulfilment, holds, next_due_at, snapshot, revision,
            journal_seq, journal_hash, created_at, updated_at)
          select 'juniper:many-' || lpad(n\\:\\:text, 6, '0') || ':5101', clinic,
            'many-' || lpad(n\\:\\:text, 6, '0'), exam_id,
            'juniper:many-' || lpad(n\\:\\:text, 6, '0') || ':5101', n % 10 < 3,
            case when n % 100 = 0 then 'HELD' when n % 10 < 3 then 'AWAITING_CONSULTATION'
              else 'APPROVED' end,
            invite, handover, decision, fulfilment,
            case when n % 100 = 0 then array['NEEDS_INPUT'] else '{}' end,
            cast(:now as timestamptz) + make_interval(hours => n % 2000 - 100), snapshot,
            revision, 8, journal_hash, cast(:now as timestamptz) - make_interval(hours => n % 2000),
            cast(:now as timestamptz) - make_interval(hours => n % 1000)
          from journey, generate_series(1, :count) n where journey_id = :base
          """,
          """
          insert into journal_entry (journey_id, seq, revision, kind, at, actor, detail, prev_hash,
            hash)
          select many.journey_id, n, n, entry.kind, entry.at, entry.actor, entry.detail,
            entry.prev_hash, entry.hash
          from journal_entry entry, journey many, generate_series(1, 8) n
          where entry.journey_id = :base and entry.seq = 1 and many.journey_id <> :base
          """,
          """
          insert into obligation (journey_id, kind, owner, basis_at, due_at, overdue_at, status,
            follow_up_journey_id, exam_id, basis, zone, created_at)
          select journey_id, 'FOLLOW_UP', 'ENGINE', created_at, due_at, due_at + interval '2 days',
            case when due_at > cast(:now as timestamptz) - interval '2 days' then 'OPEN'
              when n % 50 = 2 then 'OVERDUE' else 'MET' end,
            null, 5101, 'CONSULTATION', 'America/Chicago', created_at
          from (
            select n, 'juniper:many-' || lpad(n\\:\\:text, 6, '0') || ':5101' as id,
              cast(:now as timestamptz) + make_interval(hours => n % 1440 - 25) as due_at
            from generate_series(1, :count, 2) n) many
          join journey on journey_id = id
          """,
          """
          insert into alarm (kind, journey_id, subject, since, acknowledged_by, acknowledged_at)
          select 'HOLD_OVERDUE', 'juniper:many-' || lpad(n\\:\\:text, 6, '0') || ':5101', n\\:\\:text,
            cast(:now as timestamptz) - make_interval(mins => n),
            case when n % 7 > 0 then 'olivia' end,
            case when n % 7 > 0 then cast(:now as timestamptz) end
          from generate_series(1, :count, 10) n
          """,
          """
          insert into incident (clinic, cause, patient_state, status, opened_at, rounds)
          select 'juniper', 'PROVIDER_NOT_CONFIGURED', 'S' || n, 'OPEN', cast(:now as timestamptz), 0
          from generate_series(1, 5) n
          """,
          """
          insert into incident_journey (incident_id, journey_id, joined_at, probed_in)
          select incident_id, journey_id, cast(:now as timestamptz), 0
          from incident, journey where stage = 'HELD'
          """,
          """
          insert into access_log (at, caller, role, endpoint, outcome, clinic, order_id, journey_id)
          select cast(:now as timestamptz) - make_interval(mins => (:count - n)), 'care', 'CARE',
            'TIMELINE', 'READ', 'juniper', 'many-' || lpad(n\\:\\:text, 6, '0'),
            'juniper:many-' || lpad(n\\:\\:text, 6, '0') || ':5101'
          from generate_series(1, :count) n
          """,
          """
          insert into store_delivery (clinic, platform, content_hash, body, body_key, received_at, order_id,
            changed_at, outcome, problems, attempts)
          select 'juniper', 'WOOCOMMERCE', sha256(n\\:\\:text\\:\\:bytea), '', '', cast(:now as timestamptz),
            'woo-' || n, cast(:now as timestamptz),
            case when n % 100 = 0 then 'INCOMPLETE' else 'ACCEPTED' end, '[]', 1
          from generate_series(1, :count) n
          """);

  /** Copies of an accepted order: three in ten are open, one in a hundred is held. */
  void fill(Jdbi jdbi, JourneyId base) {
    jdbi.useTransaction(handle -> fill(handle, base.value()));
  }

  private void fill(Handle handle, String base) {
    for (String statement : STATEMENTS) {
      Update update = handle.createUpdate(statement);
      Map<String, Object> values = Map.of("base", base, "count", count, "now", now);
      values.forEach(
          (name, value) -> {
            if (statement.contains(":" + name)) {
              update.bind(name, value);
            }
          });
      update.execute();
    }
    for (int from = 1; from <= 2 * count; from += 1000) {
      deliver(handle, from, Math.min(2 * count, from + 999));
    }
  }

  /** Two of each journey; a few wait for a person. */
  private void deliver(Handle handle, int from, int to) {
    PreparedBatch batch = handle.prepareBatch(DELIVERY);
    for (int n = from; n <= to; n++) {
      WebhookDeliveryId id = new WebhookDeliveryId(UUID.randomUUID());
      DeliveryState state =
          n % 500 == 0
              ? DeliveryState.QUARANTINED
              : n % 300 == 1 ? DeliveryState.NEEDS_REVIEW : DeliveryState.APPLIED;
      String context = WebhookStore.context(id);
      byte[] key = encryption.newDataKey(context);
      String journey = "juniper:many-%06d:5101".formatted((n + 1) / 2);
      byte[] body =
          """
          {"event":1,"patient_exam_id":%d,"additional_data":"%s"}"""
              .formatted(n, journey)
              .getBytes(UTF_8);
      batch
          .bind("id", id.value())
          .bind("meeting", state == DeliveryState.QUARANTINED ? null : journey)
          .bind("journey", state == DeliveryState.APPLIED ? journey : null)
          .bind("state", state.name())
          .bind("at", now.minus(Duration.ofMinutes(n)))
          .bind("body", encryption.under(key, context).encrypt(body, context))
          .bind("size", body.length)
          .bind("key", key)
          .add();
    }
    batch.execute();
  }
}
