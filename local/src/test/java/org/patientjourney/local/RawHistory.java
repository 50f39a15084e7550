package org.patientjourney.local;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.temporal.api.common.v1.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Temporal stores of a run, as anyone sees it who has no key. */
public final class RawHistory {
  private final List<Found> payloads = new ArrayList<>();

  private RawHistory() {}

  /**
   * A payload.
   *
   * @param path the fields and keys that lead to it
   */
  public record Found(String path, Payload payload) {
    public boolean isEncrypted() {
      return payload.getMetadataOrThrow("encoding").toStringUtf8().equals("binary/encrypted");
    }

    @Override
    public String toString() {
      return path + " = " + payload.getData().toStringUtf8();
    }
  }

  /** All of them, wherever they are. */
  public static List<Found> payloads(Message history) {
    RawHistory found = new RawHistory();
    found.look("", history);
    return found.payloads;
  }

  private void look(String path, Message message) {
    if (message instanceof Payload payload) {
      payloads.add(new Found(path, payload));
      return;
    }
    for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
      String name = path + "/" + field.getKey().getName();
      if (field.getValue() instanceof Message single) {
        look(name, single);
      } else if (field.getKey().isMapField()) {
        for (Object each : (List<?>) field.getValue()) {
          lookAtEntry(name, (Message) each);
        }
      } else if (field.getValue() instanceof List<?> list) {
        list.forEach(each -> lookAtElement(name, each));
      }
    }
  }

  private void lookAtEntry(String path, Message entry) {
    Object key = entry.getField(entry.getDescriptorForType().findFieldByName("key"));
    Object value = entry.getField(entry.getDescriptorForType().findFieldByName("value"));
    lookAtElement(path + "/" + key, value);
  }

  private void lookAtElement(String path, Object each) {
    if (each instanceof Message message) {
      look(path, message);
    }
  }
}
