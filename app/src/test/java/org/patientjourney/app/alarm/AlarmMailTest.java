package org.patientjourney.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.app.configuration.AlarmMailConfiguration;
import org.patientjourney.workflows.alarm.AlarmKind;
import org.patientjourney.workflows.order.JourneyId;

class AlarmMailTest {
  private static final AlarmRow ALARM =
      new AlarmRow(
          12,
          AlarmKind.RUN_MISSING,
          new JourneyId("juniper:WC-1042:5101"),
          "no-run",
          Instant.parse("2026-03-02T15:00:00Z"),
          null,
          null);

  private final GreenMail relay = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    relay.start();
  }

  @AfterEach
  void stop() {
    relay.stop();
  }

  @Test
  void a_mail_names_alarm_journey_and_what_to_do() throws Exception {
    assertThat(mail(false, null, null).take(ALARM)).isTrue();

    assertThat(relay.getReceivedMessages()).hasSize(2);
    MimeMessage received = relay.getReceivedMessages()[0];
    assertThat(received.getSubject()).isEqualTo("[TICKET] RUN_MISSING juniper:WC-1042:5101");
    assertThat(received.getFrom()[0]).hasToString("engine@example.org");
    assertThat(received.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("on-call@example.org", "morning@example.org");
    assertThat(received.getContent().toString())
        .contains(
            AlarmKind.RUN_MISSING.text(),
            "subject: no-run",
            "since:   2026-03-02T15:00:00Z",
            "see:     https://engine.example.org/console/journeys/juniper:WC-1042:5101");
  }

  @Test
  void a_mail_that_is_sent_again_has_the_same_id() throws Exception {
    AlarmMail mail = mail(false, null, null);
    assertThat(mail.take(ALARM)).isTrue();
    assertThat(mail.take(ALARM)).isTrue();

    assertThat(relay.getReceivedMessages())
        .extracting(MimeMessage::getMessageID)
        .hasSize(4)
        .containsOnly(relay.getReceivedMessages()[0].getMessageID())
        .allMatch(id -> id.endsWith("@example.org>"));
  }

  @Test
  void a_user_logs_in_with_the_password() {
    relay.setUser("engine", "fictional-password");
    relay.getUserManager().setAuthRequired(true);

    assertThat(mail(false, "engine", "fictional-password").take(ALARM)).isTrue();
    assertThat(mail(false, "engine", "another").take(ALARM)).isFalse();
    assertThat(relay.getReceivedMessages()).hasSize(2);
  }

  @Test
  void nothing_is_sent_unencrypted_where_tls_is_wanted() {
    assertThat(mail(true, null, null).take(ALARM)).isFalse();
    assertThat(relay.getReceivedMessages()).isEmpty();
  }

  @Test
  void a_relay_that_is_down_has_not_taken_the_alarm() {
    AlarmMail mail = mail(false, null, null);
    relay.stop();
    assertThat(mail.take(ALARM)).isFalse();
  }

  private AlarmMail mail(boolean startTls, @Nullable String user, @Nullable String password) {
    return AlarmMail.of(
        new AlarmMailConfiguration(
            "127.0.0.1",
            relay.getSmtp().getPort(),
            startTls,
            user,
            password,
            "engine@example.org",
            List.of("on-call@example.org", "morning@example.org")),
        "https://engine.example.org");
  }
}
