package org.patientjourney.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.patientjourney.bench.system.EngineProcess;
import org.patientjourney.bench.system.Http;

/** Invited exams that no patient takes: they wait until the sandbox is asked to decide. */
final class Parked {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Parked() {}

  /** The sandbox's invites, once it has sent one for each order. */
  static List<JsonNode> order(EngineProcess engine, String prefix, int orders) throws IOException {
    for (int i = 0; i < orders; i++) {
      engine.subject().order(prefix + "-" + i, "Waiting");
    }
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < giveUp) {
      List<JsonNode> invites = new ArrayList<>();
      for (JsonNode invite : Http.get(engine.sandbox().resolve("/sandbox/state")).path("invites")) {
        if (invite.at("/patient/additional_data").asText().contains(":" + prefix + "-")) {
          invites.add(invite);
        }
      }
      if (invites.size() == orders) {
        return invites;
      }
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    throw new IOException("expected an invite for each of " + orders + " orders");
  }

  static String patientExam(JsonNode invite) {
    return invite.at("/patient_exams/0/patient_exam_id").asText();
  }
}
