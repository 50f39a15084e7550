package org.patientjourney.sandbox.consultation;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.patientjourney.sandbox.state.Event;
import org.patientjourney.sandbox.state.EventContent;
import org.patientjourney.sandbox.state.EventContent.Prescribed;
import org.patientjourney.sandbox.state.EventContent.Shipped;
import org.patientjourney.sandbox.state.Parcel;
import org.patientjourney.sandbox.state.PrescribedItem;
import org.patientjourney.sandbox.state.SandboxState;
import org.patientjourney.sandbox.state.WantedItems;

/** What the events so far prescribed and shipped for one exam, and so which numbers come next. */
record Dispensing(long patientExamId, List<PrescribedItem> prescribed, List<Parcel> shipped) {
  // [SIM] An exam's prescriptions count on from its own id, so that a parcel can come first.
  private static final int IDS_FOR_EACH_EXAM = 100;

  static Dispensing of(SandboxState state, long patientExamId) {
    return new Dispensing(
        patientExamId,
        contents(state, patientExamId, Prescribed.class)
            .flatMap(content -> content.prescriptions().stream())
            .toList(),
        contents(state, patientExamId, Shipped.class)
            .flatMap(content -> content.parcels().stream())
            .toList());
  }

  private static <T extends EventContent> Stream<T> contents(
      SandboxState state, long patientExamId, Class<T> kind) {
    return state.events().stream()
        .filter(event -> event.patientExamId() == patientExamId)
        .map(Event::content)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** New items with the next ids. */
  List<PrescribedItem> items(WantedItems wanted) {
    long first = prescriptionId(prescribed.size());
    return LongStream.range(first, first + wanted.count())
        .mapToObj(id -> new PrescribedItem(id, wanted.scheduleCode()))
        .toList();
  }

  /** The wanted parcels with all gaps filled; one for each unshipped item if none is wanted. */
  List<Parcel> parcels(List<WantedParcel> wanted) {
    List<String> unshipped = unshipped();
    List<WantedParcel> all =
        wanted.isEmpty() ? unshipped.stream().map(WantedParcel::of).toList() : wanted;
    return IntStream.range(0, all.size())
        .mapToObj(i -> all.get(i).filled(unshipped.get(0), trackingNumber(i)))
        .toList();
  }

  /** Never empty: a parcel too many belongs to the latest item, and one too early to the first. */
  private List<String> unshipped() {
    List<String> sent = shipped.stream().map(Parcel::prescriptionId).toList();
    List<String> left =
        prescribed.stream()
            .map(item -> String.valueOf(item.prescriptionId()))
            .filter(id -> !sent.contains(id))
            .toList();
    long latest = prescriptionId(Math.max(0, prescribed.size() - 1));
    return left.isEmpty() ? List.of(String.valueOf(latest)) : left;
  }

  private long prescriptionId(int position) {
    return patientExamId * IDS_FOR_EACH_EXAM + 1 + position;
  }

  private String trackingNumber(int position) {
    return "1Z00TEST%d%03d".formatted(patientExamId, shipped.size() + 1 + position);
  }
}
