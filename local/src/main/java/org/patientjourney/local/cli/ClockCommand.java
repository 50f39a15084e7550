package org.patientjourney.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.local.http.JsonClient;
import org.patientjourney.local.system.LocalKeys;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.local.system.LocalSystem;

/** {@code ./journey clock +21d}: moves the clock of the engine that runs on a data folder. */
public final class ClockCommand {
  private static final Pattern FORWARD = Pattern.compile("\\+([1-9][0-9]{0,5})([smhd])");

  private ClockCommand() {}

  /** Exit code: 0 when the time was printed or has passed, 1 otherwise. */
  public static int run(List<String> words, PrintStream out) throws IOException {
    ArgumentParser parser = ArgumentParsers.newFor("journey clock").addHelp(false).build();
    parser.addArgument("--data").setDefault(LocalOptions.defaultData().toString());
    parser.addArgument("forward").nargs("*");
    Namespace given = LocalOptions.parse(parser, words);
    Path data = Path.of(given.getString("data"));
    List<String> forward = given.getList("forward");
    try {
      Path url = data.resolve(LocalSystem.URL_FILE);
      if (!Files.exists(url)) {
        throw new ConnectException("no file " + url);
      }
      JsonClient engine =
          new JsonClient(
              URI.create(Files.readString(url).strip()), LocalKeys.in(data).operations());
      return forward.isEmpty()
          ? print(engine.get("/clock"), "now", out)
          : move(engine, forward(forward), out);
    } catch (ConnectException e) {
      throw new IOException("expected an engine that runs on " + data + ", found none", e);
    }
  }

  /**
   * Of one word such as {@code +21d}.
   *
   * @throws IllegalArgumentException naming what was expected and what was found
   */
  public static Duration forward(List<String> words) {
    Matcher matcher = FORWARD.matcher(String.join(" ", words));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "expected clock with a time forward such as +21d, +36h, +90m or +45s, found "
              + String.join(" ", words));
    }
    String unit = matcher.group(2).toUpperCase(Locale.ROOT);
    return Duration.parse((unit.equals("D") ? "P" : "PT") + matcher.group(1) + unit);
  }

  private static int move(JsonClient engine, Duration by, PrintStream out) throws IOException {
    JsonClient.Answer answer =
        engine.postPatiently(
            "/clock", JsonNodeFactory.instance.objectNode().put("by", by.toString()));
    int code = print(answer, "to", out);
    if (code == 0) {
      JsonNode arrival = answer.body();
      out.printf(
          "  from %s in %s steps, %.1f s%n",
          arrival.path("from").asText(),
          arrival.path("steps").asText(),
          Duration.parse(arrival.path("took").asText()).toMillis() / 1000.0);
      arrival.path("passedBy").forEach(late -> out.println("  did not act: " + late.asText()));
    }
    return code;
  }

  private static int print(JsonClient.Answer answer, String field, PrintStream out) {
    boolean isFine = answer.status() == 200;
    out.println(answer.body().path(isFine ? field : "detail").asText());
    return isFine ? 0 : 1;
  }
}
