package org.patientjourney.local.outage;

import java.sql.SQLException;
import java.util.Locale;
import org.patientjourney.local.fault.HeldCommits;

/**
 * The durable steps of a journey: each is a commit at which a kill can meet the engine. Those that
 * keep a relay's thread come last.
 */
enum KillPoint {
  ORDER_STORED("exam_order", "insert", "new.order_id = '%s'"),
  RUN_CLAIMED(
      "journey",
      "update",
      "new.journey_id = '%s' and new.claimed_by is distinct from old.claimed_by"),
  SENDING_RECORDED(
      "journey",
      "update",
      "new.journey_id = '%s' and old.invite <> 'SENDING' and new.invite = 'SENDING'"),
  ATTEMPT_STARTED("invite_attempt", "insert", "new.meeting_id = '%s'"),
  ANSWER_STORED("invite_attempt", "update", "new.meeting_id = '%s' and new.state = 'SENT'"),
  ANSWER_RECORDED(
      "journey",
      "update",
      "new.journey_id = '%s' and old.invite <> 'SENT' and new.invite = 'SENT'"),
  OTHER_RECORDED(
      "journey", "update", "new.meeting_id = '%s' and new.exam_id = 5102 and new.invite = 'SENT'"),
  ANSWER_TOLD(
      "outbox",
      "update",
      "new.journey_id = replace('%s', ':5101', ':5102') and new.kind = 'INVITE_ANSWER' and"
          + " new.done_at is not null"),
  ANSWER_LEASED(
      "outbox",
      "update",
      "new.journey_id = replace('%s', ':5101', ':5102') and new.kind = 'INVITE_ANSWER' and"
          + " new.attempts = 1"),

  COMMAND_RECORDED(
      "journey", "update", "new.journey_id = '%s' and 'HELD_BY_PERSON' = any (new.holds)"),

  DELIVERY_STORED("webhook_delivery", "insert", "new.meeting_id = '%s'"),
  DELIVERY_APPLIED("webhook_delivery", "update", "new.meeting_id = '%s' and new.state = 'APPLIED'"),
  JOURNEY_CLOSED("journey", "update", "new.journey_id = '%s' and old.open and not new.open"),
  DELIVERY_SIGNALLED(
      "webhook_delivery",
      "update",
      "new.meeting_id = '%s' and old.state = 'RECEIVED' and new.state = 'SIGNALLED'"),
  DELIVERY_LEASED("webhook_delivery", "update", "new.meeting_id = '%s' and new.attempts = 1");

  private final String table;
  private final String operation;
  private final String condition;

  KillPoint(String table, String operation, String condition) {
    this.table = table;
    this.operation = operation;
    this.condition = condition;
  }

  /** Each point has orders of its own, so that one kill meets them all. */
  String orderId(HeldCommits.Fate fate) {
    return (name() + "-" + fate).toLowerCase(Locale.ROOT);
  }

  /** The only journey of the order, or the sender of its meeting. */
  String journey(HeldCommits.Fate fate) {
    return "juniper:" + orderId(fate) + ":5101";
  }

  void holdIn(HeldCommits commits, HeldCommits.Fate fate) throws SQLException {
    String subject = this == ORDER_STORED ? orderId(fate) : journey(fate);
    commits.hold(orderId(fate), fate, table, operation, condition.formatted(subject));
  }
}
