package org.patientjourney.app.console;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.patientjourney.app.command.SubjectCommands;
import org.patientjourney.app.problem.ProblemType;

/**
 * A command that a page offers for one of its subjects.
 *
 * @param path where the form is sent
 * @param name of the command, as its button says it
 * @param title what the form is called: the name, and what was chosen
 * @param effects what it would do, by what it is about
 * @param hidden values that are sent with it
 * @param asked what the person fills in, beside the reason
 * @param shown the state of the subject: a form that shows another one does nothing
 * @param commandId makes a form that is sent twice one command
 */
public record CommandForm(
    String path,
    String name,
    String title,
    String meaning,
    Map<String, String> effects,
    Map<String, String> hidden,
    List<AskedField> asked,
    String shown,
    String commandId) {
  private static final String SHOWN = "shown";

  /** Fields of a form that are no field of its command. */
  static final Set<String> OF_THE_FORM = Set.of(FormFilter.TOKEN, SHOWN);

  static CommandForm of(
      String path, String name, String meaning, Map<String, String> effects, String shown) {
    return new CommandForm(
        path,
        name,
        name,
        meaning,
        effects,
        Map.of(),
        List.of(),
        shown,
        UUID.randomUUID().toString());
  }

  /** Terms and what is said of each, in turn. */
  static Map<String, String> effects(String... words) {
    Map<String, String> effects = new LinkedHashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      effects.put(words[i], words[i + 1]);
    }
    return effects;
  }

  CommandForm asking(AskedField field) {
    return new CommandForm(
        path, name, title, meaning, effects, hidden, List.of(field), shown, commandId);
  }

  CommandForm withoutEffects() {
    return new CommandForm(path, name, title, meaning, Map.of(), hidden, asked, shown, commandId);
  }

  CommandForm with(Map<String, String> values) {
    return new CommandForm(path, name, title, meaning, effects, values, asked, shown, commandId);
  }

  /**
   * A text that a person writes or chooses.
   *
   * @param expected its form, in words
   * @param value that stands in it already
   * @param choices the values that it can have; none for a text
   */
  public record AskedField(String name, String expected, String value, List<String> choices) {}

  record Sent(MultivaluedMap<String, String> fields) {
    String commandId() {
      return String.valueOf(fields.getFirst("commandId"));
    }

    String field(String name) {
      return String.valueOf(fields.getFirst(name));
    }

    /**
     * Refused with 409 when the subject has another state than the form shows. A command that was
     * given before may have changed it: sent twice, it is the same command.
     */
    Sent requireShown(String state, boolean isGiven) {
      if (!state.equals(fields.getFirst(SHOWN)) && !isGiven) {
        throw ProblemType.CHANGED_MEANWHILE.refusal(
            "what the form is about has changed since the page was shown: nothing was done");
      }
      return this;
    }

    /** As the API reads it. */
    ObjectNode command() {
      ObjectNode command = JsonNodeFactory.instance.objectNode();
      fields.forEach(
          (name, values) -> {
            if (!OF_THE_FORM.contains(name)) {
              // A browser sends two characters for a line break.
              command.put(name, values.get(0).replace("\r\n", "\n"));
            }
          });
      return command;
    }

    /** The page again, which says whether the command is recorded. */
    Response seeAgain(UriBuilder page) {
      return Response.seeOther(page.queryParam("given", "{given}").build(commandId())).build();
    }

    /**
     * Gives the command to a subject of a list, if that is as the form shows it, and shows the list
     * again.
     */
    Response give(
        ConsolePart list,
        SubjectCommands given,
        Object subject,
        String state,
        Consumer<ObjectNode> giving) {
      requireShown(state, given.isGiven(subject, commandId()));
      giving.accept(command());
      return seeAgain(
          UriBuilder.fromPath(list.path()).queryParam("of", "{of}").resolveTemplate("of", subject));
    }
  }
}
