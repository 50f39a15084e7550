package org.patientjourney.local.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.jspecify.annotations.Nullable;
import org.patientjourney.local.cli.Plan.Store;
import org.patientjourney.local.cli.Plan.Treatment;
import org.patientjourney.local.system.LocalOptions;
import org.patientjourney.workflows.order.PatientContact;
import org.patientjourney.workflows.order.PharmacyRoute.Route;

/**
 * {@code ./journey plan}: asks what an option does not say, and writes what a clinic begins with.
 */
final class PlanCommand {
  private enum Form {
    PROVIDER,
    OWN
  }

  private final BufferedReader in;
  private final PrintStream out;

  private PlanCommand(BufferedReader in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Writes three files, and overwrites none.
   *
   * @throws IllegalArgumentException naming the option, what was expected and what was found
   */
  static int run(List<String> words, Reader in, PrintStream out) throws IOException {
    ArgumentParser parser = ArgumentParsers.newFor("journey plan").addHelp(false).build();
    for (String option :
        List.of("--treatments", "--contact", "--pharmacy", "--intake-form", "--store")) {
      parser.addArgument(option);
    }
    parser.addArgument("--out").setDefault("plan");
    Namespace given = LocalOptions.parse(parser, words);
    Plan plan = new PlanCommand(new BufferedReader(in), out).plan(given);
    Path folder = Files.createDirectories(Path.of(given.getString("out")));
    write(folder.resolve("config-fragment.yml"), plan.fragment(), out);
    write(folder.resolve("order.json"), plan.order(), out);
    write(folder.resolve("checklist.md"), plan.checklist(), out);
    return 0;
  }

  private Plan plan(Namespace given) throws IOException {
    Set<Treatment> treatments =
        answer(
            given.getString("treatments"),
            "Which kinds of treatment, separated by commas",
            Treatment.values(),
            text -> all(text));
    PatientContact contact =
        one(given.getString("contact"), "Who sends the patients the link", PatientContact.values());
    String pharmacy = given.getString("pharmacy");
    return new Plan(
        treatments,
        contact,
        Plan.mayPrescribe(treatments) || pharmacy != null
            ? one(pharmacy, "Which pharmacy fills prescriptions", Route.values())
            : Route.PATIENT_CHOICE,
        one(given.getString("intake_form"), "Whose intake form", Form.values()) == Form.OWN,
        one(given.getString("store"), "Which store do orders come from", Store.values()));
  }

  private <E extends Enum<E>> E one(@Nullable String given, String question, E[] values)
      throws IOException {
    return answer(given, question, values, text -> named(text, values));
  }

  /** What an option says must fit; a person is asked again. */
  private <T> T answer(
      @Nullable String given, String question, Enum<?>[] values, Function<String, T> reader)
      throws IOException {
    if (given != null) {
      return reader.apply(given);
    }
    while (true) {
      out.printf("%s? (%s) ", question, choices(values));
      out.flush();
      String line = in.readLine();
      if (line == null) {
        throw new IllegalArgumentException(
            "expected an answer to: " + question + ", found the end of the input");
      }
      try {
        return reader.apply(line);
      } catch (IllegalArgumentException wrong) {
        out.println(wrong.getMessage());
      }
    }
  }

  private static Set<Treatment> all(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(one -> named(one, Treatment.values()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Treatment.class)));
  }

  private static <E extends Enum<E>> E named(String text, E[] values) {
    String asked = text.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values)
        .filter(value -> Plan.spelled(value).equals(asked))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected of " + choices(values) + ", found '" + text.strip() + "'"));
  }

  private static String choices(Enum<?>[] values) {
    return Arrays.stream(values).map(Plan::spelled).collect(Collectors.joining(", "));
  }

  private static void write(Path file, String text, PrintStream out) throws IOException {
    if (Files.exists(file)) {
      throw new IOException("expected no file " + file + ", found one: name another --out");
    }
    Files.writeString(file, text);
    out.println("wrote " + file);
  }
}
