package org.patientjourney.bench.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

final class VisitActivitiesImpl implements Visit.Activities {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Jdbi jdbi;
  private final URI provider;
  private final String clinicKey;
  private final String publicUrl;

  VisitActivitiesImpl(Jdbi jdbi, URI provider, String clinicKey, String publicUrl) {
    this.jdbi = jdbi;
    this.provider = provider;
    this.clinicKey = clinicKey;
    this.publicUrl = publicUrl;
  }

  @Override
  public void sendInvite(String visitId) {
    VisitDao dao = jdbi.onDemand(VisitDao.class);
    String token = UUID.randomUUID().toString();
    ObjectNode request = invite(dao.getPatient(visitId));
    dao.insertInvite(visitId, token);
    request.put("webhook_url", publicUrl + "/webhooks/" + token).put("additional_data", visitId);
    JsonNode answer =
        json(
            send(
                HttpRequest.newBuilder(provider.resolve("/api/exam_invite"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request.toString()))));
    dao.updateInvite(visitId, answer.at("/patient_exams/0/patient_exam_id").asLong());
  }

  @Override
  public void copyPdf(String visitId, String examUrl) {
    byte[] pdf = send(HttpRequest.newBuilder(URI.create(examUrl)));
    jdbi.onDemand(VisitDao.class).insertPdf(visitId, pdf);
  }

  @Override
  public void recordDecision(String visitId, String status) {
    jdbi.useTransaction(
        handle -> {
          VisitDao dao = handle.attach(VisitDao.class);
          dao.insertDecision(visitId, status);
          dao.closeVisit(visitId);
        });
  }

  private ObjectNode invite(String stored) {
    JsonNode patient = json(stored.getBytes(StandardCharsets.UTF_8));
    ObjectNode request = JSON.createObjectNode().put("api_key", clinicKey);
    request.putArray("exams").add(5101);
    return request
        .put("first_name", patient.path("firstName").asText())
        .put("last_name", patient.path("lastName").asText())
        .put("email", patient.path("email").asText())
        .put("dob", patient.path("dateOfBirth").asText())
        .put("phone_number", patient.path("phone").asText().replace("-", ""))
        .put("state", patient.path("state").asText())
        .put("tele_state", patient.path("state").asText());
  }

  private byte[] send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the provider answered " + answer.statusCode());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
