package org.patientjourney.activities.qualiphy.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.qualiphy.client.InviteRequest.InviteFields;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.PharmacyRoute;

class InviteRequestTest {
  private static final URI WEBHOOK = URI.create("https://shop.example.org/hook");
  private static final OrderedExam RETAIL =
      TestInvites.exam(5309, TestInvites.partner().exams().get(0).pharmacy());
  private static final OrderedExam PACKAGE =
      TestInvites.exam(
          5204,
          new PharmacyRoute(PharmacyRoute.Route.PATIENT_CHOICE, null, null, null, null, null));
  private static final Order ORDER =
      TestInvites.order(TestInvites.goodFaith().order().patient(), null, null, RETAIL, PACKAGE);

  @Test
  void prints_ids_only() {
    assertThat(TestInvites.partner())
        .hasToString("InviteRequest[Order[juniper:WC-77], OrderedExam[5204]]");
    assertThat(new InviteFields(TestInvites.partner()).request())
        .hasToString("QualiphyRequest[exam_invite]");
  }

  @Test
  void needs_an_exam() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of()));
  }

  @Test
  void refuses_an_exam_twice() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of(RETAIL, RETAIL)));
  }

  @Test
  void refuses_an_exam_of_another_order() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> meeting(List.of(TestInvites.exam(9999, null))));
  }

  @Test
  void refuses_two_pharmacies_because_a_meeting_takes_one_prescription_exam() {
    assertThatIllegalArgumentException().isThrownBy(() -> meeting(List.of(RETAIL, PACKAGE)));
  }

  @Test
  void takes_a_part_of_the_orders_exams() {
    assertThat(meeting(List.of(PACKAGE)).pharmacyIndex()).isEqualTo(1);
  }

  private static InviteRequest meeting(List<OrderedExam> exams) {
    return new InviteRequest(ORDER, exams, WEBHOOK, "WC-77");
  }
}
