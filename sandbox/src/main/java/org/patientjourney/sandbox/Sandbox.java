package org.patientjourney.sandbox;

import static org.patientjourney.sandbox.http.ProviderEndpoint.EXAM_INVITE;
import static org.patientjourney.sandbox.http.ProviderEndpoint.EXAM_INVITE_CANCEL;
import static org.patientjourney.sandbox.http.ProviderEndpoint.EXAM_INVITE_RESEND;
import static org.patientjourney.sandbox.http.ProviderEndpoint.EXAM_LIST;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.call.ExamListEndpoint;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.call.StoredAnswers;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.control.EventDoor;
import org.patientjourney.sandbox.control.ExamDoor;
import org.patientjourney.sandbox.control.FaultDoor;
import org.patientjourney.sandbox.control.StateDoor;
import org.patientjourney.sandbox.control.SwitchDoor;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.Webhook;
import org.patientjourney.sandbox.http.LocalServer;
import org.patientjourney.sandbox.http.Router;
import org.patientjourney.sandbox.http.Router.Route;
import org.patientjourney.sandbox.invite.ExamInviteEndpoint;
import org.patientjourney.sandbox.invite.MeetingMaker;
import org.patientjourney.sandbox.patientexam.Cancel;
import org.patientjourney.sandbox.patientexam.PatientExamEndpoint;
import org.patientjourney.sandbox.patientexam.Resend;
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
    StoredAnswers answers = new StoredAnswers(store, held);
    MeetingMaker meetings =
        new MeetingMaker(store, consultations, clock, answers, timing.decision());

    Reception reception = new Reception(accounts, store, clock, held);
    ExamListEndpoint examList = new ExamListEndpoint(reception);
    ExamInviteEndpoint examInvite = new ExamInviteEndpoint(reception, store, meetings);
    PatientExamEndpoint resend =
        new PatientExamEndpoint(reception, store, clock, answers, EXAM_INVITE_RESEND, new Resend());
    PatientExamEndpoint cancel =
        new PatientExamEndpoint(reception, store, clock, answers, EXAM_INVITE_CANCEL, new Cancel());
    StateDoor state = new StateDoor(store, held);
    FaultDoor faults = new FaultDoor(accounts, store, delivery);
    EventDoor events = new EventDoor(store, delivery);
    ExamDoor exams = new ExamDoor(consultations);
    SwitchDoor switches = new SwitchDoor(accounts, store, held);
    Router router =
        new Router(
            List.of(
                new Route("POST", EXAM_LIST.path(), examList::answer),
                new Route("POST", EXAM_INVITE.path(), examInvite::answer),
                new Route("POST", EXAM_INVITE_RESEND.path(), resend::answer),
                new Route("POST", EXAM_INVITE_CANCEL.path(), cancel::answer),
                new Route("GET", "/sandbox/state", state::answer),
                new Route("POST", "/sandbox/faults", faults::arm),
                new Route("DELETE", "/sandbox/faults", faults::clear),
                new Route("POST", "/sandbox/deliver", events::deliver),
                new Route("POST", "/sandbox/fire", events::fire),
                new Route("POST", "/sandbox/exams/{id}/decide", exams::decide),
                new Route("POST", "/sandbox/exams/{id}/prescribe", exams::prescribe),
                new Route("POST", "/sandbox/exams/{id}/ship", exams::ship),
                new Route("POST", "/sandbox/accounts/{id}", switches::account),
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
