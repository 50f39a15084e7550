package org.patientjourney.sandbox;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.patientjourney.sandbox.control.PageEndpoint;
import org.patientjourney.sandbox.control.PdfEndpoint;
import org.patientjourney.sandbox.control.PlayEndpoints;
import org.patientjourney.sandbox.control.SettingEndpoints;
import org.patientjourney.sandbox.control.StateEndpoints;
import org.patientjourney.sandbox.delivery.DueWork;
import org.patientjourney.sandbox.delivery.EventDelivery;
import org.patientjourney.sandbox.delivery.Timing;
import org.patientjourney.sandbox.endpoints.HeldAnswers;
import org.patientjourney.sandbox.endpoints.ProviderCalls;
import org.patientjourney.sandbox.http.LocalServer;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.StateStore;

/** A running sandbox: constructs and connects all its parts. */
public record Sandbox(LocalServer server, DueWork dueWork, StateStore store)
    implements AutoCloseable {

  public static Sandbox start(
      String host, int port, Path data, Accounts accounts, Timing timing, InstantSource wall)
      throws IOException {
    StateStore store = new StateStore(data);
    InstantSource clock = () -> wall.instant().plusMillis(store.now().clockOffsetMillis());
    // First, as the links in events need the port.
    LocalServer server = LocalServer.bind(host, port);
    PdfEndpoint pdf = new PdfEndpoint(store, clock, server.uri());
    EventDelivery delivery = new EventDelivery(store, clock, timing, pdf::link);
    DueWork dueWork = new DueWork(store, clock, delivery);
    HeldAnswers held = new HeldAnswers(timing.longestHold());

    List<Route> routes = new ArrayList<>();
    routes.addAll(new ProviderCalls(accounts, store, clock, held, timing.decision()).routes());
    routes.addAll(new StateEndpoints(store, held, clock).routes());
    routes.addAll(new SettingEndpoints(accounts, store, held, delivery, dueWork).routes());
    routes.addAll(new PlayEndpoints(store, clock, delivery).routes());
    routes.add(new PageEndpoint(accounts).route());
    routes.add(pdf.route());
    server.serve(routes);
    dueWork.start();
    return new Sandbox(server, dueWork, store);
  }

  public URI uri() {
    return server.uri();
  }

  @Override
  public void close() {
    server.close();
    dueWork.close();
    store.close();
  }
}
