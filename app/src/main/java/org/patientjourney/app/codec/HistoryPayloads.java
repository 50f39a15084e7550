package org.patientjourney.app.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodecException;
import java.nio.charset.StandardCharsets;
import org.patientjourney.app.problem.ProblemType;

/** What Temporal's remote codec sends and receives: payloads as protobuf's JSON. */
record HistoryPayloads(Payloads payloads) {
  static HistoryPayloads read(byte[] body) {
    Payloads.Builder payloads = Payloads.newBuilder();
    try {
      JsonFormat.parser().merge(new String(body, StandardCharsets.UTF_8), payloads);
    } catch (InvalidProtocolBufferException e) {
      throw ProblemType.BAD_REQUEST.refusal(
          "expected {\"payloads\": [{\"metadata\": {…}, \"data\": \"…\"}]} with base64 in all values,"
              + " as Temporal's CLI and UI send it; found something else");
    }
    return new HistoryPayloads(payloads.build());
  }

  HistoryPayloads decoded(EncryptingCodec codec) {
    try {
      return new HistoryPayloads(
          Payloads.newBuilder().addAllPayloads(codec.decode(payloads.getPayloadsList())).build());
    } catch (PayloadCodecException e) {
      throw ProblemType.PAYLOAD_NOT_DECODED.refusal("nothing was read: " + e.getMessage());
    }
  }

  int count() {
    return payloads.getPayloadsCount();
  }

  String json() throws InvalidProtocolBufferException {
    return JsonFormat.printer().omittingInsignificantWhitespace().print(payloads);
  }

  /** Without what is in them. */
  @Override
  public String toString() {
    return "HistoryPayloads[" + count() + "]";
  }
}
