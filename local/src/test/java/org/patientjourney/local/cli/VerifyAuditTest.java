package org.patientjourney.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An audit file of an earlier engine is checked without any engine. */
class VerifyAuditTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void a_file_that_holds_is_0_and_one_line() throws IOException {
    assertThat(verify(approved())).isZero();
    assertThat(printed.toString(UTF_8).lines())
        .singleElement()
        .asString()
        .matches("juniper:audited:5101 holds: 5 entries, head [0-9a-f]{64}");
  }

  @Test
  void any_flipped_byte_exits_with_1() throws IOException {
    byte[] file = approved();
    List<Integer> unnoticed = new ArrayList<>();
    for (int at = 0; at < file.length; at++) {
      byte[] flipped = file.clone();
      flipped[at] ^= 1;
      if (verify(flipped) != 1) {
        unnoticed.add(at);
      }
    }
    assertThat(file).hasSizeGreaterThan(1_000);
    assertThat(unnoticed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, not an audit file: its first line is no head",
    "1, entry 1 is missing or moved: found 2",
    "2, entry 2 is missing or moved: found 3",
    "5, 'the head names 5 entries, found 4: the last ones do not fit'"
  })
  void a_missing_line_exits_with_1_and_is_reported(int line, String where) throws IOException {
    List<String> lines = new ArrayList<>(new String(approved(), UTF_8).lines().toList());
    lines.remove(line);

    assertThat(verify((String.join("\n", lines) + "\n").getBytes(UTF_8))).isEqualTo(1);
    assertThat(printed.toString(UTF_8)).isEqualToIgnoringNewLines("broken: " + where);
  }

  @Test
  void a_file_that_is_not_there_is_1() {
    assertThat(VerifyAuditCommand.check(folder.resolve("none"), out())).isEqualTo(1);
    assertThat(printed.toString(UTF_8))
        .isEqualToIgnoringNewLines("broken: the file cannot be read");
  }

  @Test
  void a_journal_that_no_anchor_has_is_1() throws Exception {
    Path key = folder.resolve("public.pem");
    PublicKey ed25519 = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    String base64 = Base64.getMimeEncoder().encodeToString(ed25519.getEncoded());
    Files.writeString(
        key, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    Path file = Files.write(folder.resolve("audit.jsonl"), approved());

    List<String> words =
        List.of("--key", key.toString(), file.toString(), "--anchors", folder.toString());
    assertThat(VerifyAuditCommand.run(words, out())).isEqualTo(1);
    assertThat(printed.toString(UTF_8))
        .contains("juniper:audited:5101 holds")
        .endsWith("broken: juniper:audited:5101: no anchor has this journal\n");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'verify-audit: expected the path of one file, found 0'",
    "a b, 'verify-audit: expected the path of one file, found 2'",
    "a --key k, 'verify-audit: expected --anchors and --key, found [--key]'",
    "a --anchors, 'verify-audit: found --anchors'",
    "a --wrong, 'verify-audit: found --wrong'"
  })
  void wrong_arguments_are_named(String words, String refusal) {
    List<String> arguments = words.isEmpty() ? List.of() : List.of(words.split(" "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerifyAuditCommand.run(arguments, out()))
        .withMessage(refusal);
  }

  private int verify(byte[] content) throws IOException {
    return VerifyAuditCommand.check(Files.write(folder.resolve("audit.jsonl"), content), out());
  }

  private PrintStream out() {
    return new PrintStream(printed, true, UTF_8);
  }

  private static byte[] approved() throws IOException {
    try (InputStream file = VerifyAuditTest.class.getResourceAsStream("/audit/approved.jsonl")) {
      return Objects.requireNonNull(file).readAllBytes();
    }
  }
}
