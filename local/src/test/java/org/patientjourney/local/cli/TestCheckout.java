package org.patientjourney.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.patientjourney.local.BuiltFiles;

/**
 * A checkout with the real launcher, whose build and JVM are scripts that print how they are run.
 */
record TestCheckout(Path root, Jdk jdk, Map<String, String> environment) {
  private static final String USAGE =
      "local/src/main/resources/org/patientjourney/local/cli/usage.txt";

  private static final String JAVA =
      """
      if [ "$1" = -XshowSettings:properties ]; then
        echo "    java.home = $JAVA_HOME" >&2
        echo "    java.specification.version = $VERSION" >&2
        echo "    java.vm.version = $VM_VERSION" >&2
        exit
      fi
      echo "in $PWD"
      for word in "$@"; do
        echo "$word"
        case $word in -XX:ArchiveClassesAtExit=*) touch "${word#*=}" ;; esac
      done
      """;

  private static final String MVN =
      """
      echo built >>builds
      mkdir -p app/target local/target sandbox/target/classes
      touch app/target/journey-server.jar local/target/local.jar local/library.jar sandbox/library.jar
      printf %s "$PWD/app/target/journey-server.jar:$PWD/local/library.jar" >local/target/classpath
      printf %s "$PWD/sandbox/library.jar" >sandbox/target/classpath
      """;

  record Run(int exitCode, String output) {}

  /** A folder with programs in it. */
  record Jdk(Path root) {
    void program(String name, String script) throws IOException {
      Path file = Files.createDirectories(root.resolve("bin")).resolve(name);
      Files.writeString(file, "#!/bin/sh\n" + script);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** As cloned: nothing is built. */
  static TestCheckout create(Path root, Path jdkRoot) throws IOException {
    Jdk jdk = new Jdk(jdkRoot);
    jdk.program("java", JAVA);
    jdk.program("javac", "exit");
    jdk.program("mvn", MVN);
    Files.createDirectories(root.resolve(USAGE).getParent());
    Files.createDirectories(root.resolve("sandbox/src/main"));
    for (String file : List.of("journey", "pom.xml", "local/pom.xml", USAGE)) {
      Files.copy(BuiltFiles.root().resolve(file), root.resolve(file));
    }
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", jdkRoot.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("JAVA_HOME", jdkRoot.toString());
    environment.put("VERSION", "17");
    environment.put("VM_VERSION", "17.0.15+6");
    return new TestCheckout(root, jdk, environment);
  }

  Path script() {
    return root.resolve("journey");
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  TestCheckout copyTo(Path target) throws IOException, InterruptedException {
    execute(List.of("cp", "-Rp", root.toString(), target.toString()), root);
    return new TestCheckout(target, jdk, environment);
  }

  TestCheckout moveTo(Path target) throws IOException {
    return new TestCheckout(Files.move(root, target), jdk, environment);
  }

  Run run(Path script, Path from, String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(words));
    return execute(command, from);
  }

  long builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private Run execute(List<String> command, Path from) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(from.toFile());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }
}
