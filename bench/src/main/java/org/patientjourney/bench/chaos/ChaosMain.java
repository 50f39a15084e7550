package org.patientjourney.bench.chaos;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.dropwizard.logging.common.BootstrapLogging;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.sourceforge.argparse4j.ArgumentParsers;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;
import org.patientjourney.bench.chaos.Plan.Step;

/**
 * Kills every part of the installation with -9 while journeys run and the provider misbehaves, and
 * compares the provider's file, our record and Temporal at the end.
 */
public final class ChaosMain {
  private static final Path ROOT = Path.of(System.getProperty("bench.root"));
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  /** In a row: what a relay repeats after its lease of 2 s is done between them. */
  private static final int AGREEING_LOOKS = 3;

  private static final int SHOWN = 30;
  private static final int PROGRESS_KILLS = 50;

  private final Installation installation;
  private final Plan plan;
  private final List<Sabotage> sabotages;
  private final People people;
  private final ExecutorService peoplesThread =
      Executors.newSingleThreadExecutor(
          new ThreadFactoryBuilder().setDaemon(true).setNameFormat("people").build());
  private Future<?> round = CompletableFuture.completedFuture(null);

  private ChaosMain(Installation installation, Plan plan, List<Sabotage> sabotages) {
    this.installation = installation;
    this.plan = plan;
    this.sabotages = sabotages;
    this.people = new People(installation);
  }

  /** Exit code: 0 when nothing was lost or doubled, 1 otherwise, 2 when that is not known. */
  public static void main(String[] arguments) throws Exception {
    BootstrapLogging.bootstrap(Level.ERROR);
    ArgumentParser parser = ArgumentParsers.newFor("bench/chaos.sh").build();
    parser.addArgument("--kills").type(Integer.class).setDefault(50);
    parser.addArgument("--seed").type(Long.class).setDefault(7L);
    parser
        .addArgument("--patience")
        .type(Integer.class)
        .setDefault(600)
        .help("seconds after the last kill until all must agree");
    parser
        .addArgument("--sabotage")
        .type(Arguments.caseInsensitiveEnumStringType(Sabotage.class))
        .nargs("+")
        .setDefault(List.of())
        .help("faults that the comparison must find");
    Namespace options = parser.parseArgsOrFail(arguments);
    Plan plan = Plan.of(options.getLong("seed"), options.getInt("kills"));
    Path folder = Files.createTempDirectory("chaos");
    say("logs and data are in " + folder);
    int exitCode;
    try (Installation installation = new Installation(ROOT, folder)) {
      Runtime.getRuntime().addShutdownHook(new Thread(installation::close));
      installation.start();
      ChaosMain chaos = new ChaosMain(installation, plan, options.getList("sabotage"));
      exitCode = chaos.run(Duration.ofSeconds(options.getInt("patience"))) ? 0 : 1;
    } catch (Exception e) {
      say("not compared: " + Throwables.getStackTraceAsString(e));
      exitCode = 2;
    }
    System.exit(exitCode);
  }

  /** Whether all agree, and nothing was answered by a bug. */
  private boolean run(Duration patience) throws Exception {
    armSabotages();
    long began = System.nanoTime();
    for (int i = 0; i < plan.steps().size(); i++) {
      take(plan.steps().get(i));
      if ((i + 1) % PROGRESS_KILLS == 0) {
        say("%d kills in %d s".formatted(i + 1, seconds(began)));
      }
    }
    say(
        "%d kills in %d s: %s; %s meanwhile"
            .formatted(
                plan.steps().size(), seconds(began), installation.parts(), providerCounts()));
    began = System.nanoTime();
    installation.awaitListening();
    installation.sandbox().delete("/sandbox/faults").success();
    armSabotages();
    Agreement agreement = settle(patience);
    if (agreement.isReached()) {
      agreement.checkJournals(installation, plan.orders());
    }
    say("settled in %d s".formatted(seconds(began)));
    report(agreement);
    return agreement.isReached() && people.bugs().isEmpty();
  }

  private void armSabotages() throws IOException {
    for (Sabotage sabotage : sabotages) {
      sabotage.arm(installation);
    }
  }

  private void take(Step step) throws Exception {
    for (JsonNode fault : step.faults()) {
      installation.sandbox().post("/sandbox/faults", fault).success();
    }
    step.order().ifPresent(order -> peoplesThread.execute(() -> people.wantOrder(order)));
    act();
    if (!step.early()) {
      installation.awaitListening();
    }
    installation.superviseFor(step.gap());
    installation.part(step.target()).kill();
  }

  /** Lets people do what is to be done now, unless they are at it. */
  private void act() throws Exception {
    if (round.isDone()) {
      round.get();
      round =
          peoplesThread.submit(
              () -> {
                people.order();
                people.operate();
              });
    }
  }

  private Agreement settle(Duration patience) throws Exception {
    long giveUp = System.nanoTime() + patience.toNanos();
    boolean sabotaged = sabotages.isEmpty();
    int agreeing = 0;
    while (true) {
      act();
      installation.superviseFor(LOOK_AGAIN);
      Agreement now = look();
      agreeing = now.isReached() ? agreeing + 1 : 0;
      if (agreeing == AGREEING_LOOKS && !sabotaged) {
        for (Sabotage sabotage : sabotages) {
          sabotage.after(installation, waiting());
        }
        sabotaged = true;
        agreeing = 0;
      } else if (agreeing == AGREEING_LOOKS || System.nanoTime() > giveUp) {
        peoplesThread.shutdownNow();
        return now;
      }
    }
  }

  private Agreement look() {
    try {
      return Agreement.of(installation, plan.orders(), people.asked());
    } catch (IOException | SQLException | StatusRuntimeException starting) {
      Agreement unknown = Agreement.none();
      unknown.lost().add("not compared: " + starting);
      return unknown;
    }
  }

  private String waiting() {
    return plan.orders().stream()
        .filter(order -> order.story() == Story.WAIT)
        .map(order -> order.journey(5101))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected more kills: no order waits"));
  }

  private void report(Agreement agreement) throws IOException {
    say("%d orders; %s".formatted(plan.orders().size(), providerCounts()));
    people.deeds().forEach((deed, times) -> say("  %5d %s".formatted(times, deed)));
    agreement
        .alarms()
        .countByKind()
        .forEach((kind, times) -> say("  %5d alarms %s".formatted(times, kind)));
    show("lost", agreement.alarms().beside(agreement.lost()));
    show("doubled", agreement.alarms().beside(agreement.doubled()));
    show("alarms missing or false", agreement.mistold());
    show("answered by a bug", people.bugs());
  }

  private String providerCounts() throws IOException {
    JsonNode provider = installation.sandbox().get("/sandbox/state").success();
    return "at the provider %d calls, %d invites, %d events"
        .formatted(
            provider.path("calls").size(),
            provider.path("invites").size(),
            provider.path("events").size());
  }

  private static void show(String name, List<String> findings) {
    say(name + ": " + findings.size());
    findings.stream().limit(SHOWN).forEach(finding -> say("  " + finding));
  }

  private static long seconds(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toSeconds();
  }

  private static void say(String line) {
    System.out.println(String.format(Locale.ROOT, "chaos: %s", line));
  }
}
