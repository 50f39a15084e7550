package org.patientjourney.activities.qualiphy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;

/** The body of {@code exam_invite} (contract 4.2) but for the key. Flat on the wire. */
record QualiphyInviteRequest(
    @JsonProperty("exams") List<Integer> exams,
    @JsonUnwrapped QualiphyPatient patient,
    @JsonUnwrapped @Nullable QualiphyAddress home,
    @JsonUnwrapped(prefix = "shipping_") @Nullable QualiphyAddress shipping,
    @JsonUnwrapped @Nullable QualiphyPharmacy pharmacy,
    @JsonUnwrapped @Nullable QualiphyRedirects redirects,
    @JsonProperty("webhook_url") String webhookUrl,
    @JsonProperty("additional_data") String additionalData) {

  static QualiphyInviteRequest of(InviteRequest request) {
    Order order = request.order();
    return new QualiphyInviteRequest(
        request.examIds().stream().map(ExamId::value).toList(),
        QualiphyPatient.of(order.patient()),
        QualiphyAddress.homeOf(order.patient()),
        QualiphyAddress.of(order.shippingAddress()),
        pharmacy(request),
        QualiphyRedirects.of(order.redirects()),
        request.webhookUrl().toString(),
        request.additionalData());
  }

  private static @Nullable QualiphyPharmacy pharmacy(InviteRequest request) {
    return request.exams().stream()
        .map(OrderedExam::pharmacy)
        .filter(Objects::nonNull)
        .map(QualiphyPharmacy::of)
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    return "QualiphyInviteRequest" + exams;
  }
}
