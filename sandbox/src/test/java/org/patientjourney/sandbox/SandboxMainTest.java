package org.patientjourney.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.patientjourney.sandbox.SandboxMain.BadArgumentException;

class SandboxMainTest {

  private static String[] words(String line) {
    return line.split(" ", -1);
  }

  @Test
  void everything_but_the_directory_has_a_default() throws Exception {
    SandboxMain.Options options = SandboxMain.parse("--data", "d");

    assertThat(options.port()).isZero();
    assertThat(options.data()).isEqualTo(Path.of("d"));
    assertThat(options.decision()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.exitWithParent()).isFalse();
    assertThat(options.accounts().clinics()).isEmpty();
  }

  @Test
  void every_argument_is_read() throws Exception {
    SandboxMain.Options options =
        SandboxMain.parse(
            words(
                "--port 8123 --exit-with-parent --delay-ms 5 --account k1=juniper"
                    + " --account k2=alder=west --data d"));

    assertThat(options.port()).isEqualTo(8123);
    assertThat(options.decision()).isEqualTo(Duration.ofMillis(5));
    assertThat(options.exitWithParent()).isTrue();
    assertThat(options.accounts().clinics()).containsExactly("juniper", "alder=west");
  }

  @ParameterizedTest
  @CsvSource({
    "--data d --port 65536, 0 to 65535",
    "--data d --port x, found x",
    "--data d --delay-ms -1, found -1",
    "--data, found none",
    "--port 0, --data",
    "--data d --colour red, found --colour",
  })
  void bad_arguments_are_named(String line, String found) {
    assertThatThrownBy(() -> SandboxMain.parse(words(line)))
        .isInstanceOf(BadArgumentException.class)
        .hasMessageContaining("expected")
        .hasMessageContaining(found);
  }

  @Test
  void key_is_never_repeated() throws Exception {
    assertThatThrownBy(() -> SandboxMain.parse("--data", "d", "--account", "s3cret"))
        .isInstanceOf(BadArgumentException.class)
        .hasMessageContaining("KEY=CLINICNAME")
        .hasMessageNotContaining("s3cret");
    assertThat(SandboxMain.parse("--data", "d", "--account", "s3cret=juniper").toString())
        .contains("juniper")
        .doesNotContain("s3cret");
  }
}
