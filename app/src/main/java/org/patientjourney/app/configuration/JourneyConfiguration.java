package org.patientjourney.app.configuration;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.util.Duration;
import io.dropwizard.validation.MinDuration;
import io.dropwizard.validation.ValidationMethod;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.callback.CallbackEndpoint;
import org.patientjourney.activities.silence.ClinicCalendar;
import org.patientjourney.activities.webhook.WebhookStore;
import org.patientjourney.app.access.AccessConfiguration;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.ExamKind;

/** All settings of {@code config.yml}. */
@LiveMode.Safe
@SuppressWarnings("NullAway.Init") // Jackson sets the fields, validation sees to it that it did
public final class JourneyConfiguration extends Configuration {
  /** Whether orders reach real clinicians. */
  public enum Mode {
    TEST,
    LIVE
  }

  /** The parts of the engine that a process runs. */
  public enum ProcessRole {
    API,
    RELAY,
    WORKER
  }

  @JsonProperty @NotNull private Mode mode = Mode.TEST;
  @JsonProperty @NotEmpty private Set<ProcessRole> roles = Set.of(ProcessRole.values());
  @JsonProperty @NotNull private URI publicBaseUrl;
  @JsonProperty @NotNull @Valid private DatabaseConfiguration database;
  @JsonProperty @NotNull @Valid private EncryptionConfiguration encryption;
  @JsonProperty @NotNull @Valid private AccessConfiguration access;
  @JsonProperty @NotNull @Valid private ProviderConfiguration provider;
  @JsonProperty @NotNull @Valid private PolicyConfiguration policy = PolicyConfiguration.STANDARD;
  @JsonProperty @NotNull @Valid private RelayConfiguration relay = RelayConfiguration.STANDARD;
  @JsonProperty @NotNull @Valid private WorkerConfiguration worker = WorkerConfiguration.STANDARD;

  @JsonProperty @NotNull @Valid private SweepConfiguration sweep = SweepConfiguration.STANDARD;

  @JsonProperty @NotNull @Valid private WebhookConfiguration webhook = WebhookConfiguration.STANDARD;

  @JsonProperty @NotNull @Valid private CodecConfiguration codec = CodecConfiguration.STANDARD;

  @JsonProperty @NotNull @Valid private CallbacksConfiguration callbacks = CallbacksConfiguration.STANDARD;

  @JsonProperty @Valid private @Nullable CallbackConfiguration alarmWebhook;

  @JsonProperty @Valid private @Nullable AlarmMailConfiguration alarmMail;

  @JsonProperty @NotNull @Valid private RetentionConfiguration retention = RetentionConfiguration.STANDARD;

  @JsonProperty @NotNull @Valid private ConsoleConfiguration console = ConsoleConfiguration.STANDARD;

  @JsonProperty @NotEmpty private Map<ClinicId, @NotNull @Valid ClinicConfiguration> clinics = Map.of();

  @JsonProperty @NotEmpty private List<@NotNull @Valid CatalogueEntry> catalogue = List.of();
  @JsonProperty @NotNull @Valid private UnservedStates unservedStates;

  /** Injected: which keys of the file are literal. */
  @JacksonInject private VariableSourceProvider source;

  public Mode mode() {
    return mode;
  }

  public Set<ProcessRole> roles() {
    return roles;
  }

  public URI publicBaseUrl() {
    return publicBaseUrl;
  }

  public DatabaseConfiguration database() {
    return database;
  }

  public EncryptionConfiguration encryption() {
    return encryption;
  }

  public AccessConfiguration access() {
    return access;
  }

  public ProviderConfiguration provider() {
    return provider;
  }

  /**
   * Whose PDF links are fetched although they are not https, or of this machine; null when live.
   */
  public @Nullable URI testOrigin() {
    return mode == Mode.TEST ? provider.baseUrl() : null;
  }

  public PolicyConfiguration policy() {
    return policy;
  }

  public SweepConfiguration sweep() {
    return sweep;
  }

  public WebhookConfiguration webhook() {
    return webhook;
  }

  public CodecConfiguration codec() {
    return codec;
  }

  public CallbacksConfiguration callbacks() {
    return callbacks;
  }

  /** Where alarms are pushed to; null when a person looks for them. */
  public @Nullable CallbackConfiguration alarmWebhook() {
    return alarmWebhook;
  }

  /** By what alarms are mailed; null when they are not. */
  public @Nullable AlarmMailConfiguration alarmMail() {
    return alarmMail;
  }

  public Map<ClinicId, ClinicCalendar> calendars() {
    return clinics.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, clinic -> clinic.getValue().calendar()));
  }

  /** Where the systems of each clinic are told of its journeys. */
  public Map<ClinicId, List<CallbackEndpoint>> callbackEndpoints() {
    return clinics.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, clinic -> clinic.getValue().endpoints(clinic.getKey())));
  }

  public RetentionConfiguration retention() {
    return retention;
  }

  public ConsoleConfiguration console() {
    return console;
  }

  public WorkerConfiguration worker() {
    return worker;
  }

  public RelayConfiguration relay() {
    return relay;
  }

  public Map<ClinicId, ClinicConfiguration> clinics() {
    return clinics;
  }

  public List<CatalogueEntry> catalogue() {
    return catalogue;
  }

  public Map<ExamId, String> examTitles() {
    return catalogue.stream()
        .collect(Collectors.toUnmodifiableMap(CatalogueEntry::examId, CatalogueEntry::title));
  }

  public Map<ExamId, CatalogueEntry> catalogueByExam() {
    return catalogue.stream()
        .collect(Collectors.toUnmodifiableMap(CatalogueEntry::examId, Function.identity()));
  }

  public UnservedStates unservedStates() {
    return unservedStates;
  }

  /** Keys of secrets whose values are in the file itself, not in variables. */
  public List<String> literalSecrets() {
    return source.literalKeys().stream().filter(key -> LiveMode.isSecret(key, database)).toList();
  }

  @JsonIgnore
  @ValidationMethod(
      message = "publicBaseUrl must be http or https, without path or slash behind it")
  public boolean isPublicBaseUrlUsable() {
    return publicBaseUrl == null
        || (ProviderConfiguration.isHttp(publicBaseUrl)
            && publicBaseUrl.getRawPath().isEmpty()
            && publicBaseUrl.getRawQuery() == null
            && publicBaseUrl.getRawFragment() == null);
  }

  @JsonIgnore
  @ValidationMethod(message = "a key that is limited to a clinic names one of clinics")
  public boolean isClinicOfEachKeyKnown() {
    return access == null
        || access.keys() == null
        || access.keys().stream()
            .filter(key -> key != null && key.clinic() != null)
            .allMatch(key -> clinics.containsKey(key.clinic()));
  }

  /** A follow-up has no pharmacy, and is followed by a new order only. */
  @JsonIgnore
  @ValidationMethod(
      message = "each followUpExam is a GOOD_FAITH exam of the catalogue, not GLP-1 itself")
  public boolean isEachFollowUpExamUsable() {
    return entries()
        .filter(entry -> entry.followUpExam() != null)
        .allMatch(
            entry ->
                followUpOf(entry)
                    .anyMatch(
                        next ->
                            next.kind() == ExamKind.GOOD_FAITH
                                && Boolean.FALSE.equals(next.glp1())));
  }

  @JsonIgnore
  @ValidationMethod(message = "no followUpExam has a higher minimumAge than the exam it follows")
  public boolean isEachFollowUpForTheSamePatients() {
    return entries()
        .allMatch(entry -> followUpOf(entry).allMatch(next -> next.youngest() <= entry.youngest()));
  }

  private Stream<CatalogueEntry> followUpOf(CatalogueEntry visit) {
    return entries()
        .filter(next -> next.examId() != null && next.examId().equals(visit.followUpExam()));
  }

  /** Validation of its own says when one is null. */
  private Stream<CatalogueEntry> entries() {
    return catalogue.stream().filter(Objects::nonNull);
  }

  @JsonIgnore
  @ValidationMethod(
      message = "server.requestLog.type must be masked: the path of a webhook holds a key")
  public boolean isRequestLogMasked() {
    return getServerFactory() instanceof AbstractServerFactory server
        && Optional.ofNullable(server.getRequestLogFactory())
            .map(log -> log.getClass().getAnnotation(JsonTypeName.class))
            .filter(type -> type.value().equals("masked"))
            .isPresent();
  }

  @JsonIgnore
  @ValidationMethod(
      message = "server.registerDefaultExceptionMappers must be false: they log what was sent")
  public boolean isFailureToldWithoutContent() {
    return getServerFactory() instanceof AbstractServerFactory server
        && Boolean.FALSE.equals(server.getRegisterDefaultExceptionMappers());
  }

  @JsonIgnore
  @ValidationMethod(message = "each examId of clinics.<clinic>.stores is one of the catalogue")
  public boolean isEachProductAnExam() {
    return Stream.ofNullable(clinics)
        .flatMap(configured -> configured.values().stream())
        .filter(Objects::nonNull)
        .flatMap(clinic -> clinic.stores().stream())
        .filter(store -> store != null && store.products() != null)
        .flatMap(store -> store.products().stream())
        .filter(product -> product != null && product.examId() != null)
        .allMatch(
            product ->
                entries().anyMatch(entry -> Objects.equals(product.examId(), entry.examId())));
  }

  @JsonIgnore
  @ValidationMethod(message = "each exam stands once in the catalogue")
  public boolean isCatalogueUnambiguous() {
    return entries().map(CatalogueEntry::examId).distinct().count() == entries().count();
  }

  /**
   * How stored rows are handed to journeys.
   *
   * @param threads of each relay in this process
   * @param lease for which a claimed row belongs to its claimer, doubled with each claim: then it
   *     is relayed again, unless it was confirmed
   */
  public record RelayConfiguration(
      @Min(1) @Max(64) int threads,
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration pollInterval,
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration lease) {
    static final RelayConfiguration STANDARD =
        new RelayConfiguration(4, Duration.milliseconds(500), Duration.seconds(5));

    /** Of a relay of another size. */
    public RelayConfiguration withThreads(int others) {
      return new RelayConfiguration(others, pollInterval, lease);
    }
  }

  /**
   * How the record is searched for what did not happen.
   *
   * @param interval between two searches for what is overdue
   * @param grace after which a journey that did not act when due raises an alarm
   * @param reconcileInterval between two comparisons of open journeys with Temporal's runs
   */
  public record SweepConfiguration(
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration interval,
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration grace,
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MILLISECONDS) Duration reconcileInterval) {
    static final SweepConfiguration STANDARD =
        new SweepConfiguration(Duration.minutes(1), Duration.minutes(10), Duration.minutes(10));
  }

  /**
   * What the webhook endpoint accepts.
   *
   * @param unknownTokensPerMinute deliveries with an unknown token from one source
   * @param quarantinePerSource deliveries with an unknown token that are kept of one source a day
   * @param queue deliveries that may wait to be stored
   */
  public record WebhookConfiguration(
      @Min(1) int unknownTokensPerMinute,
      @Min(1) @Max(WebhookStore.QUARANTINE_TOTAL) int quarantinePerSource,
      @Min(1) @Max(10_000) int queue) {
    static final WebhookConfiguration STANDARD = new WebhookConfiguration(60, 20, 500);
  }

  /**
   * Who may have payloads of histories decrypted.
   *
   * @param allowedOrigins of pages in a browser: a Temporal UI
   */
  public record CodecConfiguration(
      @NotNull List<@NotNull @Pattern(regexp = "https?://[a-z0-9.-]+(:[0-9]+)?") String>
              allowedOrigins) {
    static final CodecConfiguration STANDARD = new CodecConfiguration(List.of());
  }

  /**
   * How clinics' systems are told of their journeys.
   *
   * @param disableAfter how long an endpoint may fail until nothing more is sent to it
   */
  public record CallbacksConfiguration(
      @NotNull @MinDuration(value = 1, unit = TimeUnit.MINUTES) Duration disableAfter) {
    static final CallbacksConfiguration STANDARD = new CallbacksConfiguration(Duration.days(5));
  }

  /**
   * How long personal data is kept at least.
   *
   * @param afterClose since the last change of the patient's journeys, which are closed: an erasure
   *     is refused before
   */
  public record RetentionConfiguration(
      @NotNull @MinDuration(value = 1, unit = TimeUnit.DAYS) Duration afterClose) {
    static final RetentionConfiguration STANDARD = new RetentionConfiguration(Duration.days(2_555));
  }

  /**
   * What the console's pages link to.
   *
   * @param temporalUi the Temporal UI's page of the namespace; empty shows no link
   */
  public record ConsoleConfiguration(
      @NotNull @Pattern(regexp = "|https?://[A-Za-z0-9.:/_-]*[A-Za-z0-9_-]") String temporalUi) {
    static final ConsoleConfiguration STANDARD = new ConsoleConfiguration("");
  }

  /**
   * How runs are executed.
   *
   * @param cachedRuns runs kept in memory, each with a thread; another is replayed from its history
   *     when something happens
   */
  public record WorkerConfiguration(@Min(1) @Max(600) int cachedRuns) {
    static final WorkerConfiguration STANDARD = new WorkerConfiguration(100);
  }

  /** States that the provider does not serve, as of a date. */
  public record UnservedStates(
      @NotNull LocalDate asOf,
      @NotNull Set<@NotNull @Pattern(regexp = "[A-Z]{2}") String> states) {}
}
