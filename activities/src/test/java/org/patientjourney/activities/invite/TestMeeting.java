package org.patientjourney.activities.invite;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.workflows.order.JourneyId;
import org.patientjourney.workflows.order.MeetingId;

/** A meeting of two exams that were ordered, and the provider that is to invite. */
final class TestMeeting implements BeforeEachCallback, AfterEachCallback {
  static final JourneyId SENDER = new JourneyId("juniper:WC-2:5101");
  static final JourneyId OTHER = new JourneyId("juniper:WC-2:5102");
  static final MeetingId MEETING = MeetingId.sentBy(SENDER);

  private final TestEngine engine;
  private final TestProvider provider;

  TestMeeting(TestDatabase database) {
    engine = TestEngine.on(database);
    try {
      provider = new TestProvider();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestEngine engine() {
    return engine;
  }

  TestProvider provider() {
    return provider;
  }

  @Override
  public void beforeEach(@Nullable ExtensionContext context) {
    engine.accept(TestOrders.approvableTwice());
  }

  @Override
  public void afterEach(@Nullable ExtensionContext context) {
    provider.close();
  }
}
