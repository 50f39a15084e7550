package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.LocalServer.Route;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Shape;

/** A page on which a person plays patient, provider and pharmacy. */
public final class PageEndpoint {
  private final String page;

  public PageEndpoint(Accounts accounts) {
    try (InputStream file = PageEndpoint.class.getResourceAsStream("page.html")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      this.page = text.replace("{{options}}", options(accounts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only the page's own script runs, as its nonce is new in each answer. */
  public Route route() {
    return new Route(
        "GET",
        "/sandbox",
        request -> Answer.html(200, page.replace("{{nonce}}", UUID.randomUUID().toString())));
  }

  /** Everything that can be chosen on the page. */
  private static String options(Accounts accounts) throws JsonProcessingException {
    ObjectNode options = Json.object();
    options.putPOJO("clinics", accounts.clinics());
    options.putPOJO(
        "statuses",
        List.of(
            ExamStatus.APPROVED,
            ExamStatus.REJECTED,
            ExamStatus.DEFERRED,
            ExamStatus.NA,
            ExamStatus.MISSED));
    ObjectNode switches = options.putObject("switches");
    ObjectNode usual = Json.MAPPER.valueToTree(Shape.DOCUMENTED);
    Iterator<String> names = usual.fieldNames();
    for (RecordComponent member : Shape.class.getRecordComponents()) {
      switches.putPOJO(names.next(), member.getType().getEnumConstants());
    }
    ObjectNode endpoints = options.putObject("endpoints_by_fault");
    for (Fault fault : Fault.values()) {
      endpoints.putPOJO(fault.wireName(), fault.endpoints());
    }
    // JSON inside a script element must not contain anything that looks like its end.
    return Json.MAPPER.writeValueAsString(options).replace("<", "\\u003c");
  }
}
