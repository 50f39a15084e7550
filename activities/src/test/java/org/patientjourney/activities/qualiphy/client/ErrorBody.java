package org.patientjourney.activities.qualiphy.client;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.patientjourney.workflows.hold.HoldReason;

/** Every shape of an error that was observed or that the sandbox can return. */
enum ErrorBody {
  BOTH,
  ERROR_MESSAGE,
  MESSAGE,
  ERROR,
  ERROR_OBJECT,
  PLAIN_TEXT,
  HTML;

  String of(int code, String text) {
    ObjectNode json = new JsonMapper().createObjectNode().put("http_code", code);
    return switch (this) {
      case BOTH -> json.put("error_message", text).put("message", text).toString();
      case ERROR_MESSAGE -> json.put("error_message", text).toString();
      case MESSAGE -> json.put("error_message", " ").put("message", text).toString();
      case ERROR -> json.putNull("message").put("error", text).toString();
      case ERROR_OBJECT ->
          json.set("error", new JsonMapper().createObjectNode().put("message", text)).toString();
      case PLAIN_TEXT -> text;
      case HTML -> "<html><title>Error</title><body><p>" + text + "</p></body></html>";
    };
  }

  /** The same for each of the calls: the call first. */
  static Stream<Arguments> knownUnauthorizedTexts(Enum<?>[] calls) {
    return Arrays.stream(calls)
        .flatMap(
            call ->
                knownUnauthorizedTexts()
                    .map(Arguments::get)
                    .map(known -> Arguments.of(call, known[0], known[1], known[2])));
  }

  /** Each in every shape: shape, text, and what a person must correct. */
  static Stream<Arguments> knownUnauthorizedTexts() {
    return Stream.of(
            Arguments.of("Unauthorized access.", HoldReason.KEY_REFUSED),
            Arguments.of(
                "Need to add Patient Care Provider via Qualiphy Portal!",
                HoldReason.PROVIDER_NOT_CONFIGURED),
            Arguments.of(
                "You need to signed docusign and signed rx", HoldReason.AGREEMENTS_UNSIGNED),
            Arguments.of(
                "Need to sign Prescriptive Services Contract via Qualiphy Portal!",
                HoldReason.PRESCRIPTION_CONTRACT_UNSIGNED),
            Arguments.of("The moon is in the wrong house.", HoldReason.UNAUTHORIZED))
        .flatMap(
            known ->
                Arrays.stream(ErrorBody.values())
                    .map(shape -> Arguments.of(shape, known.get()[0], known.get()[1])));
  }
}
