package org.patientjourney.activities.qualiphy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {
  private static final byte[] CONTENT = "{\"event\":9}".getBytes(StandardCharsets.UTF_8);

  @Test
  void one_whole_member_is_decoded() throws IOException {
    assertThat(GzipBody.decode(gzip(CONTENT))).contains(CONTENT);
  }

  @Test
  void rejects_gzip_that_is_cut_at_any_byte() throws IOException {
    byte[] whole = gzip(CONTENT);
    for (int length = 0; length < whole.length; length++) {
      assertThat(GzipBody.decode(Arrays.copyOf(whole, length))).as("%d bytes", length).isEmpty();
    }
  }

  @Test
  void a_member_with_trailing_bytes_is_not_decoded() throws IOException {
    byte[] whole = gzip(CONTENT);
    for (int more = 1; more <= 20; more++) {
      assertThat(GzipBody.decode(Arrays.copyOf(whole, whole.length + more))).isEmpty();
    }
  }

  @Test
  void neither_plain_bytes_nor_a_small_body_of_a_huge_content_are_decoded() throws IOException {
    assertThat(GzipBody.decode(CONTENT)).isEmpty();
    assertThat(GzipBody.decode(gzip(new byte[GzipBody.LARGEST + 1]))).isEmpty();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
