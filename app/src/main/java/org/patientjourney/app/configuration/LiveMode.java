package org.patientjourney.app.configuration;

import com.google.common.net.InetAddresses;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.configuration.JourneyConfiguration.Mode;
import org.patientjourney.workflows.order.ClinicId;

/** What live mode refuses to start with: readable secrets, unencrypted addresses, no key. */
public final class LiveMode implements ConstraintValidator<LiveMode.Safe, JourneyConfiguration> {
  /** Real patients are accepted with a safe configuration only. */
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = LiveMode.class)
  @interface Safe {
    String message() default "is not safe in live mode";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  /** Dropwizard's own passwords too, such as that of a key store. */
  private static final Pattern SECRET =
      Pattern.compile(
          "clinics\\..*\\.apiKey|(clinics\\..*\\.(callbacks|stores)|alarmWebhook).*\\.secrets.*|clinics\\..*\\.api\\.(key|secret)|encryption\\.keys\\..*|.*[pP]assword");

  /** PostgreSQL's driver takes a password in its URL as well. */
  private static final Pattern URL_WITH_PASSWORD = Pattern.compile(".*[?&]password=[^&].*");

  /**
   * One reason; it never holds what was found.
   *
   * @param why what was expected, what was found, what to do
   */
  private record Refusal(String key, String why) {}

  @Override
  public boolean isValid(JourneyConfiguration configuration, ConstraintValidatorContext context) {
    List<Refusal> refusals = new ArrayList<>();
    if (configuration.mode() == Mode.LIVE) {
      configuration.literalSecrets().forEach(key -> refusals.add(literal(key)));
      checkEncryption(configuration.encryption(), refusals);
      ProviderConfiguration provider = configuration.provider();
      check("publicBaseUrl", configuration.publicBaseUrl(), refusals);
      check("provider.baseUrl", provider == null ? null : provider.baseUrl(), refusals);
      CallbackConfiguration alarms = configuration.alarmWebhook();
      if (alarms != null && alarms.url() != null) {
        check("alarmWebhook.url", alarms.url(), refusals);
      }
      AlarmMailConfiguration mail = configuration.alarmMail();
      if (mail != null && Boolean.FALSE.equals(mail.startTls())) {
        refusals.add(
            new Refusal(
                "alarmMail.startTls",
                "in live mode expected true, found false: use a relay that offers STARTTLS"));
      }
      configuration
          .clinics()
          .forEach((clinic, settings) -> checkAddresses(clinic, settings, refusals));
    }
    context.disableDefaultConstraintViolation();
    refusals.forEach(
        refusal ->
            context
                .buildConstraintViolationWithTemplate(refusal.why())
                .addPropertyNode(refusal.key())
                .addConstraintViolation());
    return refusals.isEmpty();
  }

  /** Validation of its own says what is missing. */
  private static void checkAddresses(
      ClinicId clinic, @Nullable ClinicConfiguration settings, List<Refusal> refusals) {
    if (settings == null) {
      return;
    }
    if (settings.callbacks() != null) {
      settings.callbacks().stream()
          .filter(callback -> callback != null && callback.url() != null)
          .forEach(callback -> check("clinics." + clinic + ".callbacks", callback.url(), refusals));
    }
    settings.stores().stream()
        .filter(Objects::nonNull)
        .map(StoreConfiguration::api)
        .filter(api -> api != null && api.url() != null)
        .forEach(api -> check("clinics." + clinic + ".stores", api.url(), refusals));
  }

  static boolean isSecret(String key, @Nullable DatabaseConfiguration database) {
    return SECRET.matcher(key).matches()
        || (key.equals("database.url")
            && database != null
            && URL_WITH_PASSWORD.matcher(database.url()).matches());
  }

  private static Refusal literal(String key) {
    return new Refusal(
        key,
        "in live mode expected an environment variable alone, such as \\$\\{JOURNEY_SECRET\\}, found"
            + " a secret written into the file: replace the secret, it may have been read, and put"
            + " the new one into the environment");
  }

  private static void checkEncryption(
      @Nullable EncryptionConfiguration encryption, List<Refusal> refusals) {
    if (encryption == null
        || encryption.keys() == null
        || encryption.keys().isEmpty()
        || encryption.keys().values().stream().anyMatch(Objects::isNull)) {
      refusals.add(
          new Refusal(
              "encryption.keys",
              "in live mode expected a key of 32 bytes as base64, found none: make one with"
                  + " 'openssl rand -base64 32', keep it safe, and name its variable here"));
    }
  }

  private static void check(String key, @Nullable URI address, List<Refusal> refusals) {
    if (address == null) {
      refusals.add(
          new Refusal(key, "in live mode expected an https address, found nothing: set it"));
      return;
    }
    if (!(ProviderConfiguration.isHttp(address) && address.getScheme().equals("https"))) {
      refusals.add(
          new Refusal(
              key,
              "in live mode expected an https address, found another:"
                  + " put TLS in front and name the https address"));
    }
    if (isLoopback(address)) {
      refusals.add(
          new Refusal(
              key,
              "in live mode expected an address that other machines reach,"
                  + " found one of this machine: name the public address"));
    }
  }

  /** Any spelling of this machine's address. */
  private static boolean isLoopback(URI url) {
    if (url.getHost() == null) {
      return false;
    }
    String host = url.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (InetAddresses.isUriInetAddress(host)) {
      InetAddress address = InetAddresses.forUriString(host);
      return address.isLoopbackAddress() || address.isAnyLocalAddress();
    }
    return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("127.");
  }
}
