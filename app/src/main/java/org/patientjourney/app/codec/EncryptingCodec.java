package org.patientjourney.app.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.patientjourney.activities.encryption.Encryption;

/**
 * Payloads in a history are compressed, then encrypted with the record's keys. Metadata {@code
 * encoding} is {@code binary/encrypted}, as Temporal's samples have it.
 */
public record EncryptingCodec(Encryption encryption) implements PayloadCodec {
  private static final String ENCODING_KEY = "encoding";
  private static final ByteString ENCODING = ByteString.copyFromUtf8("binary/encrypted");
  private static final String CONTEXT = "temporal-payload";

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    return payloads.stream().map(this::encode).toList();
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads.stream().map(this::decode).toList();
  }

  private Payload encode(Payload payload) {
    byte[] ciphertext = encryption.encrypt(deflated(payload.toByteArray()), CONTEXT);
    return Payload.newBuilder()
        .putMetadata(ENCODING_KEY, ENCODING)
        .setData(ByteString.copyFrom(ciphertext))
        .build();
  }

  private Payload decode(Payload payload) {
    if (!ENCODING.equals(payload.getMetadataMap().get(ENCODING_KEY))) {
      return payload;
    }
    try {
      byte[] opened = encryption.decrypt(payload.getData().toByteArray(), CONTEXT);
      return Payload.parseFrom(inflated(opened));
    } catch (InvalidProtocolBufferException | IllegalArgumentException | UncheckedIOException e) {
      throw new PayloadCodecException(e.getMessage(), e);
    }
  }

  private static byte[] deflated(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] inflated(byte[] deflated) {
    try (InflaterInputStream inflater =
        new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return inflater.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
