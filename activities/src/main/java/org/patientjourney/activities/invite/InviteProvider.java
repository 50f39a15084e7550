package org.patientjourney.activities.invite;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.ApiKey;
import org.patientjourney.activities.qualiphy.CallResult;
import org.patientjourney.activities.qualiphy.CallResult.Accepted;
import org.patientjourney.activities.qualiphy.CallResult.CreatedMeeting;
import org.patientjourney.activities.qualiphy.client.InviteRequest;
import org.patientjourney.activities.qualiphy.client.QualiphyClient;
import org.patientjourney.activities.qualiphy.client.QualiphyClient.ProviderAccounts;
import org.patientjourney.workflows.fact.PatientExamId;
import org.patientjourney.workflows.meeting.InviteActivities.CancelOutcome;
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

  record Invite(
      Order order, List<OrderedExam> exams, WebhookToken token, MeetingId additionalData) {}

  /** The same provider and keys, for what is no invite. */
  public ProviderAccounts accounts() {
    return new ProviderAccounts(client, keys);
  }

  CallResult<Accepted> resend(ClinicId clinic, PatientExamId exam, @Nullable String meetingUuid) {
    return withKey(clinic, key -> client.resend(key, exam, meetingUuid));
  }

  CallResult<CancelOutcome> cancel(ClinicId clinic, PatientExamId exam) {
    return withKey(clinic, key -> client.cancel(key, exam));
  }

  CallResult<CreatedMeeting> invite(Invite invite) {
    URI webhook = URI.create(publicBaseUrl + WEBHOOK_PATH + invite.token().value());
    InviteRequest request =
        new InviteRequest(invite.order(), invite.exams(), webhook, invite.additionalData().value());
    return withKey(invite.order().clinic(), key -> client.invite(key, request));
  }

  private <T> CallResult<T> withKey(ClinicId clinic, Function<ApiKey, CallResult<T>> call) {
    ApiKey key = keys.get(clinic);
    return key == null ? new CallResult.NotSent<>("clinic not configured") : call.apply(key);
  }

  @Override
  public String toString() {
    return "InviteProvider[" + publicBaseUrl.getHost() + "]";
  }
}
