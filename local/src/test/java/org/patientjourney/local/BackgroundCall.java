package org.patientjourney.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.patientjourney.local.http.JsonClient;

/** A call whose answer nobody waits for, because the engine will be killed before it comes. */
final class BackgroundCall {
  private BackgroundCall() {}

  static void post(JsonClient door, String path, JsonNode body) {
    Thread caller = new Thread(() -> call(door, path, body), "caller of a killed engine");
    caller.setDaemon(true);
    caller.start();
  }

  private static void call(JsonClient door, String path, JsonNode body) {
    try {
      door.post(path, body);
    } catch (IOException killed) {
      // As intended; whoever called asks again.
    }
  }
}
