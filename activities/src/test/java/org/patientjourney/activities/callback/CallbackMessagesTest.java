package org.patientjourney.activities.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.callback.CallbackRow.Told;
import org.patientjourney.activities.compliance.AccessLog;
import org.patientjourney.activities.compliance.PersonalReads;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.effect.CallbackKind;
import org.patientjourney.workflows.fact.Decision;
import org.patientjourney.workflows.fact.InviteStatus;
import org.patientjourney.workflows.journey.Facets;
import org.patientjourney.workflows.journey.Facets.Fulfilment;
import org.patientjourney.workflows.journey.Facets.Handover;
import org.patientjourney.workflows.journey.Stage;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.JourneyId;

class CallbackMessagesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final JourneyId JOURNEY = new JourneyId("juniper:WC-1:5101");
  private static final CallbackEndpoint SHOP =
      new CallbackEndpoint(
          new ClinicId("juniper"), "shop", URI.create("https://shop.example.org"), List.of());

  private final TestEngine engine = TestEngine.on(DATABASE).calling(SHOP);
  private final CallbackMessages messages =
      new CallbackMessages(
          new PersonalReads(
              engine.jdbi(),
              engine.encryption(),
              engine.reports(),
              new AccessLog(engine.jdbi(), engine.encryption(), engine.clock())));

  /** A decision may come late; the message after one that cannot be written is never sent. */
  @ParameterizedTest
  @EnumSource(
      value = CallbackKind.class,
      names = {"DECIDED", "INVITED", "SHIPPED"})
  void what_happens_to_an_erased_patient_is_told_without_personal_data(CallbackKind kind) {
    engine.accept(TestOrders.approvable());
    DATABASE.change("update order_key set wrapped = null, destroyed_at = now()");

    assertThat(messages.body(SHOP, row(kind)))
        .contains("\"type\":\"" + kind.type() + "\"", "\"journeyId\":\"" + JOURNEY + "\"")
        .doesNotContain("\"reason\"", "\"inviteLink\"", "\"parcels\"");
  }

  private CallbackRow row(CallbackKind kind) {
    Facets facets =
        new Facets(InviteStatus.SENT, Handover.AWAITING_CLINIC, Decision.APPROVED, Fulfilment.NONE);
    Told told = new Told(7, Stage.APPROVED, facets, List.of(), null, List.of());
    Instant now = engine.clock().instant();
    return new CallbackRow(
        1,
        new UUID(7, 7),
        SHOP.id(),
        JOURNEY,
        kind,
        StoredJson.write(told),
        now,
        1,
        now,
        null,
        null);
  }
}
