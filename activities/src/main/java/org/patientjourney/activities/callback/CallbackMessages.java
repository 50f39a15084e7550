package org.patientjourney.activities.callback;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.callback.CallbackRow.Told;
import org.patientjourney.activities.compliance.AccessRequest;
import org.patientjourney.activities.compliance.InviteLink;
import org.patientjourney.activities.compliance.PersonalEndpoint;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.qualiphy.webhook.Parcel;
import org.patientjourney.activities.report.ProviderReports.ReportedConsultation;
import org.patientjourney.activities.report.ProviderReports.ShippedParcel;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.journey.Facets.Handover;

/**
 * The messages of callbacks (docs/callbacks.md). What of them is personal is read when it is sent,
 * with a line in the access log.
 */
public record CallbackMessages(PersonalReads reads) {
  /** As the access log names the reader. */
  private static final String ROLE = "CALLBACK";

  /**
   * A message.
   *
   * @param type of the message
   * @param timestamp when it was recorded
   */
  public record Message(String type, Instant timestamp, Data data) {
    @Override
    public String toString() {
      return "Message[" + type + " " + data + "]";
    }
  }

  /**
   * Where the journey stood after the change, and what the change brought.
   *
   * @param journey ids and standing
   * @param reason the provider's words about a decision; null when it gave none
   * @param inviteLink where the clinic hands the link over
   * @param parcels that it reported
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Data(
      String journeyId,
      String clinic,
      String orderId,
      int examId,
      Told journey,
      String href,
      @Nullable String reason,
      @Nullable String inviteLink,
      @Nullable List<TrackedParcel> parcels) {
    /** The id alone. */
    @Override
    public String toString() {
      return "Data[" + journeyId + "]";
    }
  }

  /** How a parcel is followed. Personal data: prints nothing of itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record TrackedParcel(
      @Nullable String trackingNumber, @Nullable String carrier, @Nullable String deliveryService) {
    static TrackedParcel of(Parcel parcel) {
      return new TrackedParcel(parcel.trackingNumber(), parcel.carrier(), parcel.deliveryService());
    }

    @Override
    public String toString() {
      return "TrackedParcel[not shown]";
    }
  }

  /** The body of a row's message, as JSON. */
  public String body(CallbackEndpoint endpoint, CallbackRow row) {
    Told told = StoredJson.read(row.content(), Told.class);
    String[] ids = row.journeyId().value().split(":", -1);
    Data data =
        new Data(
            row.journeyId().value(),
            ids[0],
            ids[1],
            Integer.parseInt(ids[2]),
            told,
            "/journeys/" + row.journeyId(),
            row.kind() == CallbackKind.DECIDED ? reason(endpoint, row, told) : null,
            row.kind() == CallbackKind.INVITED ? link(endpoint, row, told) : null,
            row.kind() == CallbackKind.SHIPPED ? parcels(endpoint, row, told) : null);
    return StoredJson.write(new Message(row.kind().type(), row.createdAt(), data));
  }

  private @Nullable String reason(CallbackEndpoint endpoint, CallbackRow row, Told told) {
    AccessRequest request = request(endpoint, row, PersonalEndpoint.CONSULTATIONS);
    return kept(() -> reads.consultations(request, row.journeyId(), false)).stream()
        .flatMap(List::stream)
        .filter(reported -> told.deliveries().contains(reported.deliveryId()))
        .map(ReportedConsultation::words)
        .filter(words -> words != null && words.reason() != null)
        .reduce((earlier, later) -> later)
        .map(ReportedConsultation.Words::reason)
        .orElse(null);
  }

  /** The provider itself writes to the patients of other clinics. */
  private @Nullable String link(CallbackEndpoint endpoint, CallbackRow row, Told told) {
    Handover handover = told.facets().handover();
    if (handover != Handover.AWAITING_CLINIC && handover != Handover.CONFIRMED) {
      return null;
    }
    AccessRequest request = request(endpoint, row, PersonalEndpoint.INVITE_LINK);
    return kept(() -> reads.inviteLink(request, row.journeyId()))
        .map(link -> link instanceof InviteLink.Known known ? known.url() : null)
        .orElse(null);
  }

  private @Nullable List<TrackedParcel> parcels(
      CallbackEndpoint endpoint, CallbackRow row, Told told) {
    AccessRequest request = request(endpoint, row, PersonalEndpoint.SHIPMENTS);
    return kept(() -> reads.shipments(request, row.journeyId()))
        .map(
            shipments ->
                shipments.stream()
                    .filter(shipped -> told.deliveries().contains(shipped.deliveryId()))
                    .map(ShippedParcel::parcel)
                    .filter(parcel -> parcel.trackingNumber() != null)
                    .map(TrackedParcel::of)
                    .toList())
        .orElse(null);
  }

  /** Nothing of a patient who was erased: what happened is told without it. */
  private static <T> Optional<T> kept(Supplier<Optional<T>> reading) {
    try {
      return reading.get();
    } catch (ErasedException erased) {
      return Optional.empty();
    }
  }

  private static AccessRequest request(
      CallbackEndpoint endpoint, CallbackRow row, PersonalEndpoint read) {
    return new AccessRequest(
        endpoint.id(), ROLE, endpoint.clinic(), read, true, "callback " + row.callbackId());
  }
}
