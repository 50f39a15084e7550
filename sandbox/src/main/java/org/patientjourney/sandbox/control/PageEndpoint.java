package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;
import org.patientjourney.sandbox.state.Accounts;
import org.patientjourney.sandbox.state.ExamStatus;
import org.patientjourney.sandbox.state.Fault;
import org.patientjourney.sandbox.state.Shape;

/** GET /sandbox: a page on which a person plays patient, provider and pharmacy. */
public final class PageEndpoint {
  private static final String FILE = "page.html";

  private final String page;

  public PageEndpoint(Accounts accounts) {
    this.page = file().replace("{{options}}", json(options(accounts)));
  }

  /** Only the page's own script runs, as its nonce is new in each answer. */
  public Answer show(Request request) {
    return Answer.html(200, page.replace("{{nonce}}", UUID.randomUUID().toString()));
  }

  /** Everything that can be chosen on the page. */
  private static ObjectNode options(Accounts accounts) {
    ObjectNode options = Json.object();
    options.set("clinics", Json.MAPPER.valueToTree(accounts.clinics()));
    options.set(
        "statuses",
        Json.MAPPER.valueToTree(
            Stream.of(
                    ExamStatus.APPROVED,
                    ExamStatus.REJECTED,
                    ExamStatus.DEFERRED,
                    ExamStatus.NA,
                    ExamStatus.MISSED)
                .toList()));
    ObjectNode switches = options.putObject("switches");
    Iterator<String> names = Json.MAPPER.<JsonNode>valueToTree(Shape.DOCUMENTED).fieldNames();
    for (RecordComponent member : Shape.class.getRecordComponents()) {
      switches.set(names.next(), Json.MAPPER.valueToTree(member.getType().getEnumConstants()));
    }
    ObjectNode endpoints = options.putObject("endpoints_by_fault");
    for (Fault fault : Fault.values()) {
      endpoints.set(fault.wireName(), Json.MAPPER.valueToTree(fault.endpoints()));
    }
    return options;
  }

  private static String file() {
    try (InputStream stream =
        Objects.requireNonNull(PageEndpoint.class.getResourceAsStream(FILE), FILE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON inside a script element must not contain anything that looks like its end. */
  private static String json(ObjectNode options) {
    try {
      return Json.MAPPER.writeValueAsString(options).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
