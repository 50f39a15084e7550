package org.patientjourney.activities.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.erasure.LegalHolds.LegalHoldDao;
import org.patientjourney.activities.order.OrderDao;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.PatientId;

class LegalHoldsTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final ClinicId CLINIC = new ClinicId("juniper");
  private static final PatientId PATIENT = new PatientId("pt-1");

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final LegalHolds holds =
      new LegalHolds(engine.jdbi(), engine.encryption(), engine.clock());

  @Test
  void a_hold_that_another_command_finds_in_force_is_released_after_that() throws Exception {
    LegalHoldRow hold = holds.set(CLINIC, PATIENT, origin("h-1"));
    CompletableFuture<LegalHoldRow> releasing;
    try (Handle setting = engine.jdbi().open()) {
      setting.begin();
      setting.attach(OrderDao.class).lockPatient(CLINIC, PATIENT);
      LegalHoldDao dao = setting.attach(LegalHoldDao.class);
      dao.insertIfAbsent(CLINIC, PATIENT, "h-2", new byte[0], engine.clock().instant(), "olivia");
      releasing = CompletableFuture.supplyAsync(() -> holds.release(hold, origin("h-3")));
      DATABASE.awaitBlockedStatement();
      assertThat(dao.find(CLINIC, PATIENT, "h-2")).contains(hold);
      setting.commit();
    }

    assertThat(releasing.get(30, TimeUnit.SECONDS).releasedAt()).isNotNull();
  }

  private static Origin origin(String commandId) {
    return new Origin(commandId, "olivia", "the test says so");
  }
}
