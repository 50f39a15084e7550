package org.patientjourney.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.call.Reception;
import org.patientjourney.sandbox.call.StoredAnswers;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.control.ClockDoor;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.Webhook;
import org.patientjourney.sandbox.http.LocalServer;
import org.patientjourney.sandbox.http.Router;
import org.patientjourney.sandbox.http.Router.Route;
import org.patientjourney.sandbox.invite.MeetingMaker;
import org.patientjourney.sandbox.pdf.PdfLinks;
import org.patientjourney.sandbox.state.StateFile;
import org.patientjourney.sandbox.state.StateStore;
import org.patientjourney.sandbox.timing.SandboxClock;
import org.patientjourney.sandbox.timing.Timetable;
import org.patientjourney.sandbox.timing.Timing;

/** A running sandbox: all its parts, visibly put together. */
final class Sandbox implements AutoCloseable {
  private final LocalServer server;
  private final Timetable timetable;
  private final StateFile file;

  private Sandbox(LocalServer server, Timetable timetable, StateFile file) {
    this.server = server;
    this.timetable = timetable;
    this.file = file;
  }

  static Sandbox start(int port, Path data, Accounts accounts, Timing timing, InstantSource wall)
      throws IOException {
    SandboxClock clock = new SandboxClock(wall, data);
    StateFile file = new StateFile(data);
    StateStore store = new StateStore(file);
    // Before all others, as the links in events need the port.
    LocalServer server = LocalServer.bind(port);
    PdfLinks links = new PdfLinks(server.uri(), clock);
    Timetable timetable = new Timetable(clock);
    EventDelivery delivery =
        new EventDelivery(
            store, timetable, clock, new Webhook(timing.answer()), timing.redelivery(), links);
    Consultations consultations = new Consultations(store, delivery, timetable, clock);
    HeldAnswers held = new HeldAnswers(timing.longestHold());
    StoredAnswers answers = new StoredAnswers(store, held);
    MeetingMaker meetings =
        new MeetingMaker(store, consultations, clock, answers, timing.decision());
    Reception reception = new Reception(accounts, store, clock, held);

    List<Route> provider = new ProviderRoutes(reception, store, clock, answers, meetings).all();
    List<Route> control =
        new ControlRoutes(
                accounts,
                store,
                held,
                delivery,
                consultations,
                links,
                new ClockDoor(clock, timetable, store))
            .all();
    server.serve(new Router(Stream.concat(provider.stream(), control.stream()).toList()));
    consultations.resume();
    delivery.resume();
    return new Sandbox(server, timetable, file);
  }

  URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    timetable.close();
    file.close();
  }
}
