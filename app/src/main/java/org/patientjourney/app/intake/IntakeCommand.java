package org.patientjourney.app.intake;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import net.sourceforge.argparse4j.inf.Namespace;
import net.sourceforge.argparse4j.inf.Subparser;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.intake.StoreApiClient.Failed;
import org.patientjourney.activities.intake.StorePlatform;
import org.patientjourney.app.EngineCommand;
import org.patientjourney.app.ExitWith;
import org.patientjourney.app.configuration.ClinicConfiguration;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration;
import org.patientjourney.app.configuration.StoreConfiguration.StoreApi;
import org.patientjourney.app.intake.StoreReconciliation.Reconciled;
import org.patientjourney.workflows.order.ClinicId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code intake reconcile config.yml --clinic CLINIC --day DAY}: takes the orders that were changed
 * on a day and that no webhook has told. Exit code 3: a store does not answer as it should; 4:
 * orders wait for a person or failed, or the list changed while it was read.
 */
public final class IntakeCommand extends EngineCommand {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeCommand.class);
  private static final int NO_ANSWER = 3;
  private static final int NOT_TAKEN = 4;

  private final Function<JourneyConfiguration, StoreReconciliation> reconciliation;
  private final InstantSource clock;

  public IntakeCommand(
      Function<JourneyConfiguration, StoreReconciliation> reconciliation, InstantSource clock) {
    super("intake", "Asks a clinic's stores for the orders that no webhook has told");
    this.reconciliation = reconciliation;
    this.clock = clock;
  }

  @Override
  public void configure(Subparser parser) {
    parser.addArgument("action").choices("reconcile");
    super.configure(parser);
    parser.addArgument("--clinic").required(true).help("whose stores are asked");
    parser
        .addArgument("--day")
        .help("of the orders' last change, in the clinic's time zone; left out: yesterday");
  }

  @Override
  protected void run(Namespace arguments, JourneyConfiguration configuration) {
    ClinicId clinic = clinic(arguments.getString("clinic"), configuration);
    ClinicConfiguration settings = Objects.requireNonNull(configuration.clinics().get(clinic));
    LocalDate day = day(arguments.getString("day"), settings);
    if (settings.stores().stream().allMatch(store -> store.api() == null)) {
      throw new IllegalArgumentException(
          "expected a store with an api in clinics." + clinic + ".stores, found none: add it");
    }
    try (StoreReconciliation reconciling = reconciliation.apply(configuration)) {
      Set<Integer> codes = new TreeSet<>();
      for (StoreConfiguration store : settings.stores()) {
        StoreApi api = store.api();
        if (api != null) {
          codes.add(
              reconcile(reconciling, clinic, store.platform(), api, day, settings.timeZone()));
        }
      }
      if (codes.contains(NO_ANSWER)) {
        throw new ExitWith(NO_ANSWER, "not all stores have answered: see above");
      }
      if (codes.contains(NOT_TAKEN)) {
        throw new ExitWith(NOT_TAKEN, "not all orders are taken: see above");
      }
    }
  }

  /** The exit code of this store; 0 when every order of the day is taken. */
  private static int reconcile(
      StoreReconciliation reconciling,
      ClinicId clinic,
      StorePlatform platform,
      StoreApi api,
      LocalDate day,
      ZoneId zone) {
    String name = platform.storeOf(clinic);
    try {
      Reconciled done = reconciling.reconcile(clinic, platform, api, day, zone);
      LOG.info(
          "{}: {} orders changed on {}, {} known, {} new, of which {} wait for a person, {} failed",
          name,
          done.known() + done.taken().size() + done.failed().size(),
          day,
          done.known(),
          done.taken().size(),
          done.refused().size(),
          done.failed().size());
      done.refused().forEach(one -> LOG.warn("{}: {}", name, StoreReconciliation.words(one)));
      done.failed().forEach(one -> LOG.warn("{}: {}", name, one));
      if (!done.isComplete()) {
        LOG.warn("{}: orders were changed while the store listed them: run this again", name);
      }
      return done.isSettled() ? 0 : NOT_TAKEN;
    } catch (Failed failure) {
      LOG.warn(
          "{}: expected a list of orders from its API, found {}: check clinics.{}.stores, then run this again",
          name,
          failure.found(),
          clinic);
      return NO_ANSWER;
    }
  }

  private static ClinicId clinic(String name, JourneyConfiguration configuration) {
    return configuration.clinics().keySet().stream()
        .filter(clinic -> clinic.value().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected --clinic with a clinic of the file, found another"));
  }

  private LocalDate day(@Nullable String text, ClinicConfiguration settings) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), settings.timeZone());
    try {
      LocalDate day = text == null ? today.minusDays(1) : LocalDate.parse(text);
      if (!day.isAfter(today)) {
        return day;
      }
    } catch (DateTimeException notADay) {
      throw new IllegalArgumentException(
          "expected --day with a date such as 2026-11-20, found something else", notADay);
    }
    throw new IllegalArgumentException("expected --day with today or a day before it");
  }
}
