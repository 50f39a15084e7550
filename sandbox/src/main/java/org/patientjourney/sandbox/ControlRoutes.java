package org.patientjourney.sandbox;

import java.util.List;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.call.HeldAnswers;
import org.patientjourney.sandbox.consultation.Consultations;
import org.patientjourney.sandbox.control.ClockDoor;
import org.patientjourney.sandbox.control.EventDoor;
import org.patientjourney.sandbox.control.ExamDoor;
import org.patientjourney.sandbox.control.FaultDoor;
import org.patientjourney.sandbox.control.PageDoor;
import org.patientjourney.sandbox.control.StateDoor;
import org.patientjourney.sandbox.control.SwitchDoor;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.http.Router.Route;
import org.patientjourney.sandbox.pdf.PdfDoor;
import org.patientjourney.sandbox.pdf.PdfLinks;
import org.patientjourney.sandbox.state.StateStore;

/** The sandbox's own doors, each behind its path, and where its links lead. */
record ControlRoutes(
    Accounts accounts,
    StateStore store,
    HeldAnswers held,
    EventDelivery delivery,
    Consultations consultations,
    PdfLinks links,
    ClockDoor clock) {

  List<Route> all() {
    StateDoor state = new StateDoor(store, held);
    FaultDoor faults = new FaultDoor(accounts, store, delivery);
    EventDoor events = new EventDoor(store, delivery);
    ExamDoor exams = new ExamDoor(consultations);
    SwitchDoor switches = new SwitchDoor(accounts, store, held, delivery);
    return List.of(
        new Route("GET", "/sandbox", new PageDoor(accounts)::answer),
        new Route("GET", "/sandbox/state", state::answer),
        new Route("GET", "/sandbox/clock", clock::get),
        new Route("POST", "/sandbox/clock", clock::putForward),
        new Route("POST", "/sandbox/faults", faults::arm),
        new Route("DELETE", "/sandbox/faults", faults::clear),
        new Route("POST", "/sandbox/deliver", events::deliver),
        new Route("POST", "/sandbox/fire", events::fire),
        new Route("POST", "/sandbox/exams/{id}/decide", exams::decide),
        new Route("POST", "/sandbox/exams/{id}/prescribe", exams::prescribe),
        new Route("POST", "/sandbox/exams/{id}/ship", exams::ship),
        new Route("POST", "/sandbox/accounts/{id}", switches::account),
        new Route("POST", "/sandbox/shape", switches::shape),
        new Route("POST", "/sandbox/release", switches::release),
        new Route("GET", "/pdf/{id}.pdf", new PdfDoor(store, links, held)::answer));
  }
}
