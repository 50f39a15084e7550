package org.patientjourney.app.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.jspecify.annotations.Nullable;
import org.patientjourney.app.access.Sessions;
import org.patientjourney.app.access.TestEndpoints;

/** The console's pages in memory, as a browser asks for them. */
final class TestConsole {
  private final Sessions sessions;
  private final TestEndpoints endpoints;

  TestConsole(Sessions sessions, Object... pages) {
    this.sessions = sessions;
    Stream<Object> all =
        Stream.concat(
            Stream.of(
                new SessionFilter(sessions),
                new FormFilter(),
                new PageWriter(),
                new LoginResource(sessions)),
            Arrays.stream(pages));
    endpoints = new TestEndpoints(all.toArray());
  }

  NewCookie login(String key) {
    return sessions.begin(TestEndpoints.ACCESS.keyOf(key).orElseThrow(), false);
  }

  /** The token that stands in the forms of a session. */
  String tokenOf(NewCookie session) {
    return sessions.open(session).orElseThrow().csrf();
  }

  ContainerResponse get(String path, @Nullable Cookie session) {
    return endpoints.answer(request("GET", path, session));
  }

  ContainerResponse post(
      String path, @Nullable Cookie session, Map<String, String> form, String... headers) {
    ContainerRequest request = request("POST", path, session);
    request.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_FORM_URLENCODED);
    for (int i = 0; i < headers.length; i += 2) {
      request.getHeaders().putSingle(headers[i], headers[i + 1]);
    }
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    request.setEntityStream(new ByteArrayInputStream(body.getBytes(UTF_8)));
    return endpoints.answer(request);
  }

  private static ContainerRequest request(String method, String path, @Nullable Cookie session) {
    ContainerRequest request = TestEndpoints.request(method, path, null);
    request.header(HttpHeaders.ACCEPT, "text/html,*/*;q=0.8");
    if (session != null) {
      request.header(HttpHeaders.COOKIE, session.getName() + "=" + session.getValue());
    }
    return request;
  }

  static String location(ContainerResponse answer) {
    return String.valueOf(answer.getHeaderString(HttpHeaders.LOCATION))
        .replace("http://journey.example.org", "");
  }
}
