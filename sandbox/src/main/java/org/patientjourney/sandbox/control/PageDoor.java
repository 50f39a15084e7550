package org.patientjourney.sandbox.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.patientjourney.sandbox.account.Accounts;
import org.patientjourney.sandbox.http.Answer;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.http.Request;

/** GET /sandbox: a page on which a person plays patient, provider and pharmacy. */
public final class PageDoor {
  private static final String FILE = "page.html";

  private final String page;

  public PageDoor(Accounts accounts) {
    this.page = file().replace("{{options}}", json(PageOptions.of(accounts)));
  }

  /** Answers the page; only its own script runs, as nobody else knows the nonce. */
  public Answer answer(Request request) {
    String nonce = UUID.randomUUID().toString();
    return Answer.html(200, page.replace("{{nonce}}", nonce));
  }

  private static String file() {
    try (InputStream stream =
        Objects.requireNonNull(PageDoor.class.getResourceAsStream(FILE), FILE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON inside a script element: nothing in it may look like that element's end. */
  private static String json(PageOptions options) {
    try {
      return Json.MAPPER.writeValueAsString(options).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
