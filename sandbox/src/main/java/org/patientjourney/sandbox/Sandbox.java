package org.patientjourney.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.sandbox.control.ClockEndpoint;
import org.patientjourney.sandbox.control.EventEndpoint;
import org.patientjourney.sandbox.control.ExamEndpoint;
import org.patientjourney.sandbox.control.FaultEndpoint;
import org.patientjourney.sandbox.control.PageEndpoint;
import org.patientjourney.sandbox.control.PdfEndpoint;
import org.patientjourney.sandbox.control.StateEndpoint;
import org.patientjourney.sandbox.control.SwitchEndpoint;
import org.patientjourney.sandbox.delivery.Consultations;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.PdfLinks;
import org.patientjourney.sandbox.delivery.SandboxClock;
import org.patientjourney.sandbox.delivery.Timetable;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.delivery.Webhook;
import org.patientjourney.sandbox.endpoints.ProviderCalls;
import org.patientjourney.sandbox.http.HeldAnswers;
import org.patientjourney.sandbox.http.LocalServer;
import org.patientjourney.sandbox.http.Route;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.StateFile;
import org.patientjourney.sandbox.state.StateStore;

/** A running sandbox: constructs and connects all its parts. */
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
    // First, as the links in events need the port.
    LocalServer server = LocalServer.bind(port);
    PdfLinks links = new PdfLinks(server.uri(), clock);
    Timetable timetable = new Timetable(clock);
    EventDelivery delivery =
        new EventDelivery(
            store, timetable, clock, new Webhook(timing.answer()), timing.redelivery(), links);
    Consultations consultations = new Consultations(store, delivery, timetable, clock);
    HeldAnswers held = new HeldAnswers(timing.longestHold());
    ProviderCalls calls =
        new ProviderCalls(accounts, store, consultations, clock, held, timing.decision());

    StateEndpoint state = new StateEndpoint(store, held);
    ClockEndpoint time = new ClockEndpoint(clock, timetable, store);
    FaultEndpoint faults = new FaultEndpoint(accounts, store, delivery);
    EventEndpoint events = new EventEndpoint(store, delivery);
    ExamEndpoint exams = new ExamEndpoint(consultations);
    SwitchEndpoint switches = new SwitchEndpoint(accounts, store, held, delivery);
    List<Route> routes = new ArrayList<>(calls.routes());
    routes.add(new Route("GET", "/sandbox", new PageEndpoint(accounts)::show));
    routes.add(new Route("GET", "/sandbox/state", state::show));
    routes.add(new Route("GET", "/sandbox/clock", time::show));
    routes.add(new Route("POST", "/sandbox/clock", time::moveForward));
    routes.add(new Route("POST", "/sandbox/faults", faults::arm));
    routes.add(new Route("DELETE", "/sandbox/faults", faults::clear));
    routes.add(new Route("POST", "/sandbox/deliver", events::deliver));
    routes.add(new Route("POST", "/sandbox/fire", events::fire));
    routes.add(new Route("POST", "/sandbox/exams/{id}/decide", exams::decide));
    routes.add(new Route("POST", "/sandbox/exams/{id}/prescribe", exams::prescribe));
    routes.add(new Route("POST", "/sandbox/exams/{id}/ship", exams::ship));
    routes.add(new Route("POST", "/sandbox/accounts/{id}", switches::account));
    routes.add(new Route("POST", "/sandbox/shape", switches::shape));
    routes.add(new Route("POST", "/sandbox/release", switches::release));
    routes.add(new Route("GET", "/pdf/{id}.pdf", new PdfEndpoint(store, links)::show));
    server.serve(routes);
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
