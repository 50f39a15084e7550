#!/usr/bin/env bash
# Jetty 12.1.14: GzipHandler inflates request bodies, takes one that was cut before its trailer for a whole one, and does
# not compare the CRC-32.
#
# A gzip stream ends with a trailer of eight bytes, the CRC-32 and the length of its content (RFC 1952, 2.3.1). It is what
# tells a reader that nothing is missing or changed.
# Expected: a body without its trailer, or with another CRC-32 or length, is refused or fails when it is read.
# Seen: without the trailer, and with another CRC-32, the handler sees an ordinary end and answers 200. Only another length
# fails.
# A server that stores documents should check the stream itself, or take no compressed bodies.
#
# Exits 0 while that is so, 1 when it has changed. Needs a JDK 17 or newer, Maven and the network; ends after a minute.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.eclipse.jetty</groupId>
      <artifactId>jetty-server</artifactId>
      <version>12.1.14</version>
    </dependency>
  </dependencies>
</project>
XML
cat >Finding.java <<'JAVA'
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.gzip.GzipHandler;
import org.eclipse.jetty.util.Callback;

public class Finding {
  public static void main(String[] args) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    GzipHandler gzip = new GzipHandler();
    gzip.setInflateBufferSize(8192);
    gzip.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            String body = Content.Source.asString(request, StandardCharsets.UTF_8);
            Content.Sink.write(response, true, "read " + body.length() + " characters", callback);
            return true;
          }
        });
    server.setHandler(gzip);
    server.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("0123456789".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = bytes.toByteArray();
    byte[] otherCrc = whole.clone();
    otherCrc[otherCrc.length - 8] ^= 1;
    byte[] otherLength = whole.clone();
    otherLength[otherLength.length - 4] ^= 1;
    say(connector, "whole", whole);
    say(connector, "without trailer", Arrays.copyOf(whole, whole.length - 8));
    say(connector, "other CRC-32", otherCrc);
    say(connector, "other length", otherLength);
    server.stop();
  }

  private static void say(ServerConnector connector, String name, byte[] body) throws Exception {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/"))
                    .header("Content-Encoding", "gzip")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    String text = answer.statusCode() == 200 ? ", " + answer.body() : "";
    System.out.println(name + ": " + answer.statusCode() + text);
  }
}
JAVA
mvn -q -B dependency:copy-dependencies -DoutputDirectory=libraries
timeout 60 java -cp 'libraries/*' Finding.java 2>/dev/null | tee seen
grep -qx 'without trailer: 200, read 1000 characters' seen && grep -qx 'other CRC-32: 200, read 1000 characters' seen &&
  grep -q '^other length: [45]' seen && exit 0
echo "CHANGED"
exit 1
