package org.patientjourney.activities.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.PatientContact;

class MeetingsOfAnOrderTest {
  @Test
  void good_faith_exams_share_a_meeting_and_the_lowest_exam_id_sends() {
    assertThat(meetings(TestOrders.approvableTwice()))
        .containsExactly(
            "juniper:WC-2:5101 sends", "juniper:WC-2:5102 in the invite of juniper:WC-2:5101");
  }

  @Test
  void an_exam_that_may_prescribe_is_alone_even_with_the_lowest_id() {
    assertThat(meetings(TestOrders.withPrescription()))
        .containsExactly(
            "juniper:WC-3:5101 sends",
            "juniper:WC-3:5102 in the invite of juniper:WC-3:5101",
            "juniper:WC-3:5204 sends");
    assertThat(meetings(TestOrders.withExams("WC-4", TestOrders.TIRZEPATIDE, 9001)))
        .containsExactly("juniper:WC-4:5204 sends", "juniper:WC-4:9001 sends");
  }

  @Test
  void the_order_of_the_exams_in_the_order_does_not_matter() {
    assertThat(meetings(TestOrders.withExams("WC-5", 5102, 5204, 5101)))
        .isEqualTo(meetings(TestOrders.withExams("WC-5", 5101, 5102, 5204)));
  }

  private static List<String> meetings(Order order) {
    return JourneyTerms.of(
            order,
            TestOrders::kind,
            exam -> null,
            PatientContact.PROVIDER,
            ZoneOffset.UTC,
            Instant.EPOCH)
        .stream()
        .map(MeetingsOfAnOrderTest::place)
        .toList();
  }

  private static String place(JourneyTerms terms) {
    return terms.isSender()
        ? terms.journeyId() + " sends"
        : terms.journeyId() + " in the invite of " + terms.meetingId();
  }
}
