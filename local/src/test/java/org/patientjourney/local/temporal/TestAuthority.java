package org.patientjourney.local.temporal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Issues certificates for 127.0.0.1 by the JDK's keytool. */
record TestAuthority(Path folder) {
  private static final String PASSWORD = "changeit";
  private static final String AUTHORITY = "authority";

  /** PEM files, as TEMPORAL_TLS_… name them. */
  record Issued(File certificate, File key) {}

  static TestAuthority in(Path folder) throws Exception {
    TestAuthority authority = new TestAuthority(folder);
    authority.newKey(AUTHORITY, "-ext", "bc:c");
    return authority;
  }

  /** What trusts this authority. */
  File certificate() throws Exception {
    return certificate(AUTHORITY);
  }

  private File certificate(String name) throws Exception {
    return pem("CERTIFICATE", name + ".crt", keys().getCertificate(name).getEncoded());
  }

  /**
   * Issues a certificate of one day.
   *
   * @param from when it begins, as keytool's {@code -startdate} has it: {@code -2d}
   */
  Issued issue(String name, String from) throws Exception {
    newKey(
        name,
        "-signer",
        AUTHORITY,
        "-ext",
        "san=ip:127.0.0.1",
        "-startdate",
        from,
        "-validity",
        "1");
    return new Issued(
        certificate(name),
        pem(
            "PRIVATE KEY",
            name + ".key",
            keys().getKey(name, PASSWORD.toCharArray()).getEncoded()));
  }

  private void newKey(String name, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of("-keyalg", "EC", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", store().toString()));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
  }

  private File pem(String type, String file, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.write(
            folder.resolve(file),
            List.of("-----BEGIN " + type + "-----", base64, "-----END " + type + "-----"))
        .toFile();
  }

  private KeyStore keys() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(store())) {
      keys.load(file, PASSWORD.toCharArray());
    }
    return keys;
  }

  private Path store() {
    return folder.resolve("keys.p12");
  }
}
