package org.patientjourney.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.control.EventDoor;
import org.patientjourney.sandbox.control.FaultDoor;
import org.patientjourney.sandbox.control.StateDoor;
import org.patientjourney.sandbox.control.SwitchDoor;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.Webhook;
import org.patientjourney.sandbox.exam.ExamListEndpoint;
import org.patientjourney.sandbox.http.LocalServer;
import org.patientjourney.sandbox.http.Router;
import org.patientjourney.sandbox.http.Router.Route;
import org.patientjourney.sandbox.invite.ExamInviteEndpoint;
import org.patientjourney.sandbox.invite.HeldAnswers;
import org.patientjourney.sandbox.invite.MeetingMaker;
import org.patientjourney.sandbox.state.StateFile;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.timing.Timetable;
import org.patientjourney.sandbox.timing.Timing;

/** A running sandbox: all its parts, visibly put together. */
final class Sandbox implements AutoCloseable {
  private final LocalServer server;
  private final Timetable timetable;

  private Sandbox(LocalServer server, Timetable timetable) {
    this.server = server;
    this.timetable = timetable;
  }

  static Sandbox start(int port, Path data, Accounts accounts, Timing timing, InstantSource clock)
      throws IOException {
    StateStore store = new StateStore(new StateFile(data));
    Timetable timetable = new Timetable(clock);
    EventDelivery delivery =
        new EventDelivery(
            store, timetable, clock, new Webhook(timing.answer()), timing.redelivery());
    Consultations consultations = new Consultations(store, delivery, timetable, clock);
    HeldAnswers held = new HeldAnswers(timing.longestHold());
    MeetingMaker meetings = new MeetingMaker(store, consultations, clock, held, timing.decision());

    ExamListEndpoint examList = new ExamListEndpoint(accounts, store, clock);
    ExamInviteEndpoint examInvite = new ExamInviteEndpoint(accounts, store, clock, held, meetings);
    StateDoor state = new StateDoor(store, held);
    FaultDoor faults = new FaultDoor(accounts, store, delivery);
    EventDoor events = new EventDoor(consultations, delivery);
    SwitchDoor switches = new SwitchDoor(store, held);
    Router router =
        new Router(
            List.of(
                new Route("POST", "/api/exam_list", examList::answer),
                new Route("POST", "/api/exam_invite", examInvite::answer),
                new Route("GET", "/sandbox/state", state::answer),
                new Route("POST", "/sandbox/faults", faults::arm),
                new Route("DELETE", "/sandbox/faults", faults::clear),
                new Route("POST", "/sandbox/deliver", events::deliver),
                new Route("POST", "/sandbox/exams/{id}/decide", events::decide),
                new Route("POST", "/sandbox/shape", switches::shape),
                new Route("POST", "/sandbox/release", switches::release)));

    LocalServer server = LocalServer.start(port, router);
    consultations.resume();
    delivery.resume();
    return new Sandbox(server, timetable);
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    timetable.close();
  }
}
