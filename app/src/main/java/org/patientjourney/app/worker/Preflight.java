package org.patientjourney.app.worker;

import com.google.common.base.Ascii;
import com.google.common.base.CaseFormat;
import com.google.common.base.Throwables;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.patientjourney.workflows.run.Listing;

/** Whether Temporal, as this process is configured to reach it, can run journeys. */
public final class Preflight {
  /** What a finding means for journeys. */
  public enum Severity {
    /** They run. */
    WARNING,
    /** They wait until Temporal answers. */
    UNREACHABLE,
    /** They wait until a person has done what the finding says. */
    WRONG
  }

  /** What was expected, what was found, what to do. */
  public record Finding(Severity severity, String text) {
    public boolean stopsJourneys() {
      return severity != Severity.WARNING;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The history of a closed journey is looked at while its follow-up is open, and after. */
  private static final Duration SHORTEST_RETENTION = Duration.ofDays(60);

  private static final Set<Status.Code> REFUSALS =
      Set.of(Status.Code.PERMISSION_DENIED, Status.Code.UNIMPLEMENTED);

  private final WorkflowServiceStubs temporal;
  private final String namespace;

  public Preflight(WorkflowClient client) {
    temporal = client.getWorkflowServiceStubs();
    namespace = client.getOptions().getNamespace();
  }

  /** Looks without changing anything, for some seconds at most; finds nothing when all is well. */
  public List<Finding> check() {
    return look(false);
  }

  /** As {@link #check}, and registers the search attributes that are missing. */
  public List<Finding> prepare() {
    return look(true);
  }

  private List<Finding> look(boolean register) {
    List<Finding> findings = new ArrayList<>();
    try {
      CallDeadline.within(
          PATIENCE,
          () -> {
            checkRetention(describe(), findings);
            checkSearchAttributes(register, findings);
            return findings;
          });
    } catch (StatusRuntimeException e) {
      findings.add(failure(e));
    }
    return findings;
  }

  private DescribeNamespaceResponse describe() {
    return temporal
        .blockingStub()
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private void checkRetention(DescribeNamespaceResponse described, List<Finding> findings) {
    long days =
        Duration.ofSeconds(described.getConfig().getWorkflowExecutionRetentionTtl().getSeconds())
            .toDays();
    if (days > 0 && days < SHORTEST_RETENTION.toDays()) {
      findings.add(
          new Finding(
              Severity.WARNING,
              "namespace %s keeps closed runs for %d days, expected %d or more: temporal operator namespace update --namespace %s --retention 90d"
                  .formatted(namespace, days, SHORTEST_RETENTION.toDays(), namespace)));
    }
  }

  private void checkSearchAttributes(boolean register, List<Finding> findings) {
    OperatorServiceBlockingStub operator =
        OperatorServiceGrpc.newBlockingStub(temporal.blockingStub().getChannel());
    Map<String, IndexedValueType> known = Map.of();
    // Temporal Cloud shows none, although there may be some.
    Finding unseen = new Finding(Severity.WRONG, "none");
    try {
      known =
          operator
              .listSearchAttributes(
                  ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
              .getCustomAttributesMap();
    } catch (StatusRuntimeException e) {
      if (!REFUSALS.contains(e.getStatus().getCode())) {
        throw e;
      }
      if (!register && e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return; // the embedded server: each is registered at start, and a person can do nothing
      }
      unseen = new Finding(Severity.WARNING, text(e));
    }
    for (SearchAttributeKey<?> key : Listing.KEYS) {
      IndexedValueType type = known.get(key.getName());
      if (type == null && (!register || !isRegistered(operator, key, findings))) {
        findings.add(
            new Finding(
                unseen.severity(),
                "search attribute %s: expected %s, found %s: %s"
                    .formatted(
                        key.getName(), word(key.getValueType()), unseen.text(), creation(key))));
      } else if (type != null && type != key.getValueType()) {
        findings.add(
            new Finding(
                Severity.WRONG,
                "search attribute %s: expected %s, found %s: temporal operator search-attribute remove --namespace %s --name %s, then %s"
                    .formatted(
                        key.getName(),
                        word(key.getValueType()),
                        word(type),
                        namespace,
                        key.getName(),
                        creation(key))));
      }
    }
  }

  private boolean isRegistered(
      OperatorServiceBlockingStub operator, SearchAttributeKey<?> key, List<Finding> findings) {
    try {
      operator.addSearchAttributes(
          AddSearchAttributesRequest.newBuilder()
              .setNamespace(namespace)
              .putSearchAttributes(key.getName(), key.getValueType())
              .build());
      return true;
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
        return true;
      }
      findings.add(
          new Finding(
              Severity.WARNING,
              "search attribute %s: registering it failed with %s"
                  .formatted(key.getName(), text(e))));
      return false;
    }
  }

  private String creation(SearchAttributeKey<?> key) {
    return "temporal operator search-attribute create --namespace %s --name %s --type %s"
        .formatted(namespace, key.getName(), word(key.getValueType()));
  }

  private Finding failure(StatusRuntimeException e) {
    String target = temporal.getOptions().getTarget();
    if (isCausedBy(GeneralSecurityException.class, e)) {
      return new Finding(
          Severity.WRONG,
          "Temporal at %s has a certificate that this client does not accept (%s): renew the server's certificate, or correct TEMPORAL_TLS_SERVER_CA_CERT_PATH"
              .formatted(target, text(e)));
    }
    if (isCausedBy(SSLException.class, e) && Ascii.toLowerCase(text(e)).contains("alert")) {
      return new Finding(
          Severity.WRONG,
          "Temporal at %s does not accept this client's certificate (%s): renew it, or correct TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH, then restart"
              .formatted(target, text(e)));
    }
    return switch (e.getStatus().getCode()) {
      case NOT_FOUND ->
          new Finding(
              Severity.WRONG,
              "namespace %s: Temporal at %s has none (%s): correct TEMPORAL_NAMESPACE, or temporal operator namespace create --namespace %s --retention 90d"
                  .formatted(namespace, target, text(e), namespace));
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          new Finding(
              Severity.WRONG,
              "Temporal at %s refuses this client (%s): correct TEMPORAL_API_KEY or the certificate"
                  .formatted(target, text(e)));
      default ->
          new Finding(
              Severity.UNREACHABLE,
              "Temporal at %s does not answer (%s): start it, or correct TEMPORAL_ADDRESS and TEMPORAL_TLS"
                  .formatted(target, text(e)));
    };
  }

  private static boolean isCausedBy(Class<? extends Exception> type, Throwable failure) {
    return Throwables.getCausalChain(failure).stream().anyMatch(type::isInstance);
  }

  /** Code and text, and what lies beneath: such as a refused connection. */
  private static String text(StatusRuntimeException e) {
    if (e.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "DEADLINE_EXCEEDED"; // its text has durations: each try would be logged as news
    }
    Throwable cause = Throwables.getRootCause(e);
    return cause == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause.getMessage();
  }

  /** As Temporal's CLI has it: KeywordList. */
  private static String word(IndexedValueType type) {
    return CaseFormat.UPPER_UNDERSCORE.to(
        CaseFormat.UPPER_CAMEL, type.name().replace("INDEXED_VALUE_TYPE_", ""));
  }
}
