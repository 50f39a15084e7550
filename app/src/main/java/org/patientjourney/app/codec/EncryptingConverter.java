package org.patientjourney.app.codec;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.RawValue;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.context.SerializationContext;
import java.util.List;
import java.util.Optional;

/**
 * Encrypts arguments, results and failures. Summaries and details stay readable in the Temporal UI
 * without a codec server: they are made of ids, dates and constants only.
 */
public final class EncryptingConverter extends CodecDataConverter {
  private static final ByteString METADATA =
      ByteString.copyFromUtf8(WorkflowMetadata.getDescriptor().getFullName());

  private final DataConverter plain;

  public EncryptingConverter(DataConverter plain, PayloadCodec codec) {
    super(plain, List.of(codec), true);
    this.plain = plain;
  }

  /** A single text is a summary or details: arguments and results come as lists. */
  @Override
  public <T> Optional<Payload> toPayload(T value) {
    return value instanceof String ? plain.toPayload(value) : super.toPayload(value);
  }

  /** The names of handlers and the current details, which the UI asks a run for. */
  @Override
  public Optional<Payloads> toPayloads(Object... values) {
    return values.length == 1 && values[0] instanceof RawValue raw && isMetadata(raw.getPayload())
        ? plain.toPayloads(values)
        : super.toPayloads(values);
  }

  private static boolean isMetadata(Payload payload) {
    return METADATA.equals(payload.getMetadataMap().get("messageType"));
  }

  /** Neither conversion nor encryption depends on the context. */
  @Override
  public CodecDataConverter withContext(SerializationContext context) {
    return this;
  }
}
