package org.patientjourney.local.outage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.patientjourney.local.http.JsonClient;

/** A call whose answer is not waited for, because the engine will be killed before it comes. */
final class BackgroundCall {
  private BackgroundCall() {}

  static void post(JsonClient client, String path, JsonNode body) {
    Thread caller = new Thread(() -> call(client, path, body), "caller of a killed engine");
    caller.setDaemon(true);
    caller.start();
  }

  private static void call(JsonClient client, String path, JsonNode body) {
    try {
      client.post(path, body);
    } catch (IOException killed) {
      // As intended; the caller asks again.
    }
  }
}
