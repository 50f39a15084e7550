package org.patientjourney.app.order;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** States and time zones of ZIP codes; {@code zip-areas.csv} names its sources and their date. */
final class ZipAreas {
  private static final Map<String, Set<String>> STATES = new HashMap<>();
  private static final Map<String, ZoneId> ZONES = new HashMap<>();

  /** Zones under the names that browsers and older stores give them, beside those of the table. */
  private static final Set<String> ZONE_IDS =
      new HashSet<>(
          List.of(
              "America/Fort_Wayne",
              "America/Indianapolis",
              "America/Louisville",
              "America/Shiprock"));

  static {
    ZoneId.getAvailableZoneIds().stream().filter(id -> id.startsWith("US/")).forEach(ZONE_IDS::add);
    try (InputStream table = ZipAreas.class.getResourceAsStream("zip-areas.csv");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(ZipAreas::take);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ZipAreas() {}

  static boolean isInState(String zip, String state) {
    return STATES.getOrDefault(zip.substring(0, 3), Set.of()).contains(state);
  }

  static @Nullable ZoneId zone(String zip) {
    ZoneId own = ZONES.get(zip.substring(0, 5));
    return own == null ? ZONES.get(zip.substring(0, 3)) : own;
  }

  static boolean isZone(String id) {
    return ZONE_IDS.contains(id);
  }

  private static void take(String line) {
    String[] columns = line.split(",", -1);
    if (!columns[1].isEmpty()) {
      STATES.put(columns[0], Set.of(columns[1].split(" ")));
    }
    ZONES.put(columns[0], ZoneId.of(columns[2]));
    ZONE_IDS.add(columns[2]);
  }
}
