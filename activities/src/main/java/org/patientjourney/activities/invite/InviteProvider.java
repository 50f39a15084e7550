package org.patientjourney.activities.invite;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.CancelResult;
import org.patientjourney.activities.qualiphy.InviteRequest;
import org.patientjourney.activities.qualiphy.InviteResult;
import org.patientjourney.activities.qualiphy.ProviderAccounts;
import org.patientjourney.activities.qualiphy.QualiphyClient;
import org.patientjourney.activities.qualiphy.ResendResult;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.MeetingId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/**
 * The provider as one engine sees it: whose key is used, and where its webhooks come back to.
 *
 * @param publicBaseUrl under which the provider reaches us
 */
public record InviteProvider(QualiphyClient client, Map<ClinicId, ApiKey> keys, URI publicBaseUrl) {
  public static final String WEBHOOK_PATH = "/webhooks/qualiphy/";

  /** One invite to send. */
  record Invite(
      Order order, List<OrderedExam> exams, WebhookToken token, MeetingId additionalData) {}

  /** The same provider and keys, for what is no invite. */
  public ProviderAccounts accounts() {
    return new ProviderAccounts(client, keys);
  }

  ResendResult resend(ClinicId clinic, PatientExamId exam, @Nullable String meetingUuid) {
    ApiKey key = keys.get(clinic);
    return key == null
        ? new ResendResult.NotSent("clinic not configured")
        : client.resend(key, exam, meetingUuid);
  }

  CancelResult cancel(ClinicId clinic, PatientExamId exam) {
    ApiKey key = keys.get(clinic);
    return key == null
        ? new CancelResult.NotSent("clinic not configured")
        : client.cancel(key, exam);
  }

  InviteResult invite(Invite invite) {
    ApiKey key = keys.get(invite.order().clinic());
    if (key == null) {
      return new InviteResult.NotSent("clinic not configured");
    }
    URI webhook = URI.create(publicBaseUrl + WEBHOOK_PATH + invite.token().value());
    return client.invite(
        key,
        new InviteRequest(
            invite.order(), invite.exams(), webhook, invite.additionalData().value()));
  }

  @Override
  public String toString() {
    return "InviteProvider[" + publicBaseUrl.getHost() + "]";
  }
}
