package org.patientjourney.app.alarm;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Properties;
import org.patientjourney.activities.alarm.AlarmDao.AlarmRow;
import org.patientjourney.app.configuration.AlarmMailConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mails alarms by an SMTP relay; a mail holds ids and constants alone.
 *
 * @param publicBaseUrl of the engine: a mail's link leads to its console
 */
public record AlarmMail(AlarmMailConfiguration settings, Session session, String publicBaseUrl)
    implements AlarmReceiver {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmMail.class);

  /** Of each step of the dialogue. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Connects when it mails.
   *
   * @param publicBaseUrl of the engine
   */
  public static AlarmMail of(AlarmMailConfiguration settings, String publicBaseUrl) {
    return new AlarmMail(settings, session(settings), publicBaseUrl);
  }

  @Override
  public String name() {
    return "SMTP relay";
  }

  @Override
  public boolean take(AlarmRow alarm) {
    try {
      Transport.send(mail(alarm));
      return true;
    } catch (MessagingException failure) {
      // The class alone: a message may quote addresses.
      LOG.warn(
          "alarm {} was not taken by the SMTP relay: {}",
          alarm.alarmId(),
          failure.getClass().getSimpleName());
      return false;
    }
  }

  private MimeMessage mail(AlarmRow alarm) throws MessagingException {
    MimeMessage mail = new SameIdEachTime(session, alarm, settings.from());
    mail.setFrom(new InternetAddress(settings.from(), true));
    for (String to : settings.to()) {
      mail.addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
    }
    mail.setSubject(
        "[%s] %s %s"
            .formatted(
                alarm.kind().severity(),
                alarm.kind(),
                alarm.journeyId() == null ? alarm.subject() : alarm.journeyId()),
        StandardCharsets.UTF_8.name());
    mail.setHeader("Date", RFC_1123_DATE_TIME.format(alarm.since().atOffset(ZoneOffset.UTC)));
    mail.setText(text(alarm), StandardCharsets.UTF_8.name());
    return mail;
  }

  private String text(AlarmRow alarm) {
    return """
        %s

        alarm:   %d, %s
        journey: %s
        subject: %s
        since:   %s
        owner:   %s
        see:     %s/console%s
        """
        .formatted(
            alarm.kind().text(),
            alarm.alarmId(),
            alarm.kind(),
            alarm.journeyId() == null ? "none, or more than one" : alarm.journeyId(),
            alarm.subject(),
            alarm.since(),
            alarm.kind().owner(),
            publicBaseUrl,
            AlarmWebhook.href(alarm));
  }

  private static Session session(AlarmMailConfiguration settings) {
    String limit = Long.toString(LIMIT.toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.transport.protocol.rfc822", "smtp");
    properties.setProperty("mail.smtp.host", settings.host());
    properties.setProperty("mail.smtp.port", Integer.toString(settings.port()));
    properties.setProperty("mail.smtp.connectiontimeout", limit);
    properties.setProperty("mail.smtp.timeout", limit);
    properties.setProperty("mail.smtp.writetimeout", limit);
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.startTls()));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(settings.startTls()));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    String user = settings.user();
    properties.setProperty("mail.smtp.auth", Boolean.toString(user != null));
    return Session.getInstance(properties, user == null ? null : login(settings));
  }

  private static Authenticator login(AlarmMailConfiguration settings) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(settings.user(), settings.password());
      }
    };
  }

  /** A mail that is sent again is known by its id. */
  private static final class SameIdEachTime extends MimeMessage {
    private final String id;

    SameIdEachTime(Session session, AlarmRow alarm, String from) {
      super(session);
      id = "<" + AlarmWebhook.idOf(alarm) + from.substring(from.lastIndexOf('@')) + ">";
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }

  @Override
  public String toString() {
    return "AlarmMail[" + settings.host() + "]";
  }
}
