package org.patientjourney.app.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.qualiphy.webhook.GzipBody;

/** The content coding that a delivery's sender announced. */
final class ContentCoding {
  private static final Set<String> GZIP = Set.of("gzip", "x-gzip");

  /** IANA, HTTP Content Coding Registry: any other name, such as "utf-8", says nothing. */
  private static final Set<String> REGISTERED =
      Set.of("gzip", "x-gzip", "deflate", "compress", "x-compress", "br", "zstd", "dcb", "dcz");

  private ContentCoding() {}

  /** Whether a body is not what was announced, or in a coding that is not decoded. */
  static boolean isMissed(@Nullable String announced, byte[] body) {
    List<String> codings =
        Arrays.stream((announced == null ? "" : announced).split(",", -1))
            .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
            .filter(REGISTERED::contains)
            .toList();
    if (codings.isEmpty()) {
      return false;
    }
    boolean isGzip = codings.size() == 1 && GZIP.contains(codings.get(0));
    return !isGzip || GzipBody.decode(body).isEmpty();
  }
}
