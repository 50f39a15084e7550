package org.patientjourney.app.logging;

import com.google.common.base.Throwables;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the log says of a failure: types and codes, because most messages may quote content. */
public final class FailureCauses {
  /**
   * PostgreSQL manual, appendix A: connection, insufficient resources (a full disk), operator
   * intervention. Their messages are about the server alone.
   */
  private static final Pattern ABOUT_THE_SERVER = Pattern.compile("(08|53|57)...");

  private FailureCauses() {}

  /** The failure and what lies beneath it, in one line. */
  public static String of(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .map(FailureCauses::ofOne)
        .collect(Collectors.joining(" <- "));
  }

  /** Without what lies beneath it. */
  public static String ofOne(Throwable cause) {
    String type = cause.getClass().getName();
    if (cause instanceof StatusRuntimeException grpc) {
      return type + " " + grpc.getStatus().getCode();
    }
    if (!(cause instanceof SQLException sql) || sql.getSQLState() == null) {
      return type;
    }
    return ABOUT_THE_SERVER.matcher(sql.getSQLState()).matches()
        ? "%s %s (%s)"
            .formatted(
                type,
                sql.getSQLState(),
                String.valueOf(sql.getMessage()).lines().findFirst().orElse(""))
        : type + " " + sql.getSQLState();
  }
}
