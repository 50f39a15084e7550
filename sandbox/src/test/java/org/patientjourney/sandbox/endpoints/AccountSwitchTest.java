package org.patientjourney.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.patientjourney.sandbox.TestInvites.GFE;
import static org.patientjourney.sandbox.TestInvites.RX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.patientjourney.sandbox.TestInvites;
import org.patientjourney.sandbox.TestSandbox;
import org.patientjourney.sandbox.TestSandbox.Answered;
import org.patientjourney.sandbox.http.Json;
import org.patientjourney.sandbox.state.ProviderEndpoint;

class AccountSwitchTest {
  private static final String UNAUTHORIZED = "401 Unauthorized access.";
  private static final String NO_PROVIDER =
      "401 Need to add Patient Care Provider via Qualiphy Portal!";
  private static final String AGREEMENTS = "401 You need to signed docusign and signed rx";
  private static final String RX_CONTRACT =
      "401 Need to sign Prescriptive Services Contract via Qualiphy Portal!";

  @TempDir Path data;
  private TestSandbox sandbox;

  @BeforeEach
  void start() throws Exception {
    sandbox = TestSandbox.start(data);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Answered juniper(String json) throws Exception {
    return sandbox.call("POST", "/sandbox/accounts/juniper", json);
  }

  private String invite(int exam) throws Exception {
    return sandbox.invite(TestInvites.inTestMode("Wait", exam)).refusal();
  }

  @Test
  void unsigned_agreements_refuse_every_invite_until_signed() throws Exception {
    juniper("{\"agreements_signed\":false}");

    assertThat(invite(GFE)).isEqualTo(AGREEMENTS);
    assertThat(invite(RX)).isEqualTo(AGREEMENTS);
    juniper("{\"agreements_signed\":true}");
    assertThat(invite(GFE)).startsWith("200");
  }

  @Test
  void unsigned_rx_contract_refuses_rx_invites_only() throws Exception {
    juniper("{\"rx_contract_signed\":false}");

    assertThat(invite(RX)).isEqualTo(RX_CONTRACT);
    assertThat(invite(GFE)).startsWith("200");
    assertThat(invite(RX)).isEqualTo(RX_CONTRACT);
  }

  @Test
  void missing_provider_refuses_the_patients_of_that_state() throws Exception {
    juniper("{\"states_without_provider\":[\"TX\",\"NV\"]}");
    ObjectNode inTexas = TestInvites.forGfe("Wait").put("state", "OK").put("tele_state", "TX");

    assertThat(sandbox.invite(inTexas).refusal()).isEqualTo(NO_PROVIDER);
    assertThat(sandbox.invite(inTexas.put("tele_state", "OK")).status()).isEqualTo(200);
    juniper("{\"states_without_provider\":[\"NV\"]}");
    assertThat(sandbox.invite(inTexas.put("tele_state", "TX")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(ProviderEndpoint.class)
  void refused_key_concerns_every_endpoint(ProviderEndpoint endpoint) throws Exception {
    juniper("{\"key_accepted\":false}");

    Answered answer = sandbox.provider(endpoint, Map.of());

    assertThat(answer.refusal()).isEqualTo(UNAUTHORIZED);
    JsonNode call = sandbox.state().at("/calls/0");
    assertThat(call.path("clinic").asText()).isEqualTo("juniper");
    assertThat(call.path("answer_code").intValue()).isEqualTo(401);
  }

  @Test
  void other_preconditions_concern_invites_only() throws Exception {
    invite(GFE);
    juniper(
        "{\"agreements_signed\":false,\"rx_contract_signed\":false,"
            + "\"states_without_provider\":[\"TE\"]}");

    assertThat(sandbox.resend(601001).status()).isEqualTo(200);
    assertThat(sandbox.cancel(601001).status()).isEqualTo(200);
  }

  @Test
  void other_clinics_have_everything_in_order() throws Exception {
    juniper("{\"key_accepted\":false,\"agreements_signed\":false}");

    Answered answer =
        sandbox.invite(TestInvites.forGfe("Wait").put("api_key", TestSandbox.ALDER_KEY));

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void refusals_have_the_order_of_the_readme() throws Exception {
    juniper(
        "{\"key_accepted\":false,\"agreements_signed\":false,\"rx_contract_signed\":false,"
            + "\"states_without_provider\":[\"TE\"]}");
    ObjectNode body = TestInvites.inTestMode("Wait", RX);
    body.remove("email");
    List<String> refusals = new ArrayList<>();

    for (String lifted :
        List.of(
            "{\"key_accepted\":true}",
            "{\"states_without_provider\":[]}",
            "{\"agreements_signed\":true}",
            "{\"rx_contract_signed\":true}")) {
      refusals.add(sandbox.invite(body).refusal());
      juniper(lifted);
    }
    refusals.add(sandbox.invite(body).refusal());

    assertThat(refusals)
        .containsExactly(
            UNAUTHORIZED,
            NO_PROVIDER,
            AGREEMENTS,
            RX_CONTRACT,
            "400 Missing required field: email");
  }

  @Test
  void switches_are_shown_and_survive_a_restart() throws Exception {
    Answered answer = juniper("{\"rx_contract_signed\":false}");
    JsonNode expected =
        Json.MAPPER.readTree(
            """
            {"key_accepted":true,"agreements_signed":true,"rx_contract_signed":false,
             "states_without_provider":[]}""");
    assertThat(answer.json()).isEqualTo(expected);

    sandbox.close();
    sandbox = TestSandbox.start(data);

    assertThat(sandbox.state().at("/accounts/juniper")).isEqualTo(expected);
    assertThat(invite(RX)).isEqualTo(RX_CONTRACT);
  }
}
