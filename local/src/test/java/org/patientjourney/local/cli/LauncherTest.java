package org.patientjourney.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The script {@code journey} in a checkout of its own, with a JDK and a Maven that only print their
 * arguments.
 */
class LauncherTest {
  @TempDir private Path folder;
  private TestCheckout checkout;

  @BeforeEach
  void check_out() throws IOException {
    folder = folder.toRealPath();
    checkout = TestCheckout.create(folder.resolve("a checkout"), folder.resolve("jdk"));
  }

  @Test
  void the_first_start_builds_and_the_second_does_not() throws Exception {
    assertThat(up(checkout).output()).contains("org.patientjourney.local.cli.LocalMain", "\nup\n");
    up(checkout);
    assertThat(checkout.builds()).isEqualTo(1);
  }

  @Test
  void a_changed_source_is_built() throws Exception {
    up(checkout);
    Path source = checkout.root().resolve("sandbox/src/main");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    up(checkout);
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void a_copied_checkout_runs_its_own_jars() throws Exception {
    up(checkout);
    TestCheckout copy = checkout.copyTo(folder.resolve("copy"));
    assertThat(up(copy).output())
        .contains(copy.root() + "/app/target/journey-server.jar")
        .doesNotContain(checkout.root().toString());
    assertThat(copy.builds()).isEqualTo(2);
  }

  @Test
  void a_moved_checkout_is_built_where_it_is() throws Exception {
    up(checkout);
    TestCheckout moved = checkout.moveTo(folder.resolve("moved"));
    assertThat(up(moved).output())
        .contains(moved.root() + "/app/target/journey-server.jar")
        .doesNotContain(checkout.root().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"local/library.jar", "sandbox/library.jar", "sandbox/target/classpath"})
  void a_missing_artefact_is_built_again(String missing) throws Exception {
    up(checkout);
    Files.delete(checkout.root().resolve(missing));
    assertThat(up(checkout).exitCode()).isZero();
    assertThat(checkout.builds()).isEqualTo(2);
  }

  @Test
  void a_symbolic_link_runs_its_checkout_with_the_callers_paths() throws Exception {
    Path links = Files.createDirectories(folder.resolve("links"));
    Path absolute = Files.createSymbolicLink(links.resolve("one"), checkout.script());
    Path relative = Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    for (Path link : List.of(absolute, relative)) {
      TestCheckout.Run run = checkout.run(link, folder, "verify-audit", "file");
      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(run.output())
          .contains(checkout.root() + "/local/target/local.jar", "in " + folder + "\n");
    }
  }

  @Test
  void a_folder_of_the_same_name_elsewhere_is_not_taken() throws Exception {
    Files.createDirectories(folder.resolve("elsewhere/a checkout"));
    checkout.set("CDPATH", folder.resolve("elsewhere").toString());
    TestCheckout.Run run = checkout.run(Path.of("a checkout/journey"), folder, "up");
    assertThat(run.output()).contains(checkout.root() + "/local/target/local.jar");
  }

  @Test
  void an_archive_is_made_once_and_replaced_for_another_jdk() throws Exception {
    assertThat(up(checkout).output()).contains("-XX:ArchiveClassesAtExit=");
    assertThat(up(checkout).output()).contains("-XX:SharedArchiveFile=");
    checkout.set("VM_VERSION", "25.0.1");
    assertThat(up(checkout).output()).contains("-XX:ArchiveClassesAtExit=");
    assertThat(up(checkout).output()).contains("-XX:SharedArchiveFile=");
    assertThat(checkout.archives()).hasSize(1);
  }

  @Test
  void reports_a_java_without_a_jdk_behind_it() throws Exception {
    checkout.jdk().program("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1");
    expectRefused("expected a JDK 17 or newer", "Unable to locate a Java Runtime.");
  }

  @Test
  void reports_a_missing_java() throws Exception {
    checkout.set("JAVA_HOME", folder.resolve("nothing").toString());
    expectRefused("expected a JDK 17 or newer", "nothing/bin/java");
  }

  @Test
  void reports_an_old_java() throws Exception {
    checkout.set("VERSION", "1.8");
    expectRefused("expected Java 17 or newer, found 1.8");
  }

  @Test
  void reports_a_java_without_a_compiler_when_there_is_something_to_build() throws Exception {
    Files.delete(checkout.jdk().root().resolve("bin/javac"));
    expectRefused("expected a JDK to build", "without a compiler");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "--help", "-h", "up --help", "clock --data x --help"})
  void help_needs_neither_build_nor_java(String words) throws Exception {
    checkout.set("JAVA_HOME", folder.resolve("nothing").toString());
    TestCheckout.Run run = checkout.run(checkout.script(), folder, words.split(" "));
    assertThat(run.exitCode()).isZero();
    assertThat(run.output()).isEqualTo(LocalMain.usage());
    assertThat(checkout.builds()).isZero();
  }

  @Test
  void the_script_without_a_command_prints_the_usage() throws Exception {
    TestCheckout.Run run = checkout.run(checkout.script(), folder);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).isEqualTo(LocalMain.usage());
  }

  private void expectRefused(String... words) throws Exception {
    TestCheckout.Run run = up(checkout);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.output()).startsWith("journey: ").contains(words);
    assertThat(checkout.builds()).isZero();
  }

  private TestCheckout.Run up(TestCheckout where) throws Exception {
    return where.run(where.script(), folder, "up");
  }
}
