package org.patientjourney.activities.order;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.patientjourney.activities.database.StoredJson;
import org.patientjourney.activities.encryption.Encryption;
import org.patientjourney.activities.encryption.ErasedException;
import org.patientjourney.activities.encryption.OrderKeys;
import org.patientjourney.activities.encryption.OrderKeys.StoredKey;
import org.patientjourney.activities.order.OrderDao.CorrectionRow;
import org.patientjourney.activities.order.OrderDao.CurrentOrder;
import org.patientjourney.activities.order.OrderDao.Duplicate;
import org.patientjourney.activities.order.OrderDao.StoredOrder;
import org.patientjourney.activities.record.JournalStore;
import org.patientjourney.activities.record.JourneyDao;
import org.patientjourney.activities.record.JourneyRow;
import org.patientjourney.workflows.command.Origin;
import org.patientjourney.workflows.journal.JournalKind;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.ExamId;
import org.patientjourney.workflows.order.JourneyTerms;
import org.patientjourney.workflows.order.Order;
import org.patientjourney.workflows.order.OrderId;
import org.patientjourney.workflows.order.OrderedExam;
import org.patientjourney.workflows.order.Patient;
import org.patientjourney.workflows.order.PatientId;
import org.patientjourney.workflows.policy.JourneyPolicy;
import org.patientjourney.workflows.policy.Moment;

/**
 * Accepts orders: order, meetings, journeys and their start rows in one transaction.
 *
 * @param startsWithin how long the caller has to start the runs itself, before the relay does
 */
public record OrderStore(
    Jdbi jdbi,
    Encryption encryption,
    JournalStore journal,
    JourneyPolicy policy,
    Duration startsWithin,
    InstantSource clock) {

  /** Needs no Temporal: the start rows wait in the outbox. */
  public Acceptance accept(Order order, List<JourneyTerms> journeys) {
    return jdbi.inTransaction(
        handle -> {
          List<Duplicate> duplicates = duplicates(handle, order);
          return new Acceptance(accept(handle, order, journeys), duplicates);
        });
  }

  /**
   * Accepts a new order only when the patient has none of its exams by another order.
   *
   * @param repeatable exams that may be ordered again all the same
   */
  public Acceptance acceptUnlessDuplicate(
      Order order, List<JourneyTerms> journeys, Set<ExamId> repeatable) {
    return jdbi.inTransaction(
        handle -> {
          List<Duplicate> duplicates = duplicates(handle, order);
          List<Duplicate> refused =
              duplicates.stream()
                  .filter(duplicate -> !repeatable.contains(duplicate.examId()))
                  .toList();
          boolean isNew =
              handle.attach(OrderDao.class).find(order.clinic(), order.orderId()).isEmpty();
          return isNew && !refused.isEmpty()
              ? new Acceptance(AcceptOutcome.DUPLICATE, refused)
              : new Acceptance(accept(handle, order, journeys), duplicates);
        });
  }

  /** Until the transaction ends no other order of the patient is accepted. */
  private List<Duplicate> duplicates(Handle handle, Order order) {
    OrderDao dao = handle.attach(OrderDao.class);
    dao.lockPatient(order.clinic(), order.patient().id());
    List<ExamId> exams = order.exams().stream().map(OrderedExam::examId).toList();
    return dao
        .findDuplicates(order.clinic(), order.patient().id(), order.orderId(), clock.instant())
        .stream()
        .filter(duplicate -> exams.contains(duplicate.examId()))
        .toList();
  }

  /**
   * Opens the oldest order and the newest. A process that began with another key would encrypt
   * orders that the others cannot read.
   *
   * @throws IllegalStateException when these are not the record's keys
   */
  public void expectKeysOfRecord() {
    for (StoredOrder stored : jdbi.onDemand(OrderDao.class).findOldestAndNewest()) {
      try {
        stored.opened(keys());
      } catch (IllegalArgumentException e) {
        throw new IllegalStateException(
            "expected the encryption keys of this record, found others: nothing was started: "
                + e.getMessage(),
            e);
      }
    }
  }

  /**
   * The order as it was posted.
   *
   * @throws ErasedException when its patient was erased
   */
  public Optional<Order> find(ClinicId clinic, OrderId orderId) {
    return jdbi.onDemand(OrderDao.class).find(clinic, orderId).map(stored -> stored.opened(keys()));
  }

  /** The patient's orders for any of the exams, none of which was cancelled; newest first. */
  public List<EarlierOrder> findOfPatient(ClinicId clinic, PatientId patient, List<ExamId> exams) {
    Integer[] numbers = exams.stream().map(ExamId::value).toArray(Integer[]::new);
    return jdbi.inTransaction(
        handle ->
            handle.attach(OrderDao.class).findOfPatient(clinic, patient, numbers).stream()
                .map(
                    stored ->
                        new EarlierOrder(
                            stored.orderId(),
                            stored.key().wrapped() == null ? null : stored.opened(keys()),
                            handle
                                .attach(JourneyDao.class)
                                .findByOrder(clinic, stored.orderId())
                                .stream()
                                .filter(row -> exams.contains(row.examId()))
                                .toList()))
                .toList());
  }

  private OrderKeys keys() {
    return new OrderKeys(encryption);
  }

  /** The order, which must be there. */
  public Order get(ClinicId clinic, OrderId orderId) {
    return find(clinic, orderId)
        .orElseThrow(
            () -> new IllegalStateException("no order " + clinic + ":" + orderId + ": a bug"));
  }

  /** The order, which must be there, with its patient as last corrected. */
  public Order current(ClinicId clinic, OrderId orderId) {
    return findCurrent(clinic, orderId)
        .orElseThrow(
            () -> new IllegalStateException("no order " + clinic + ":" + orderId + ": a bug"));
  }

  /**
   * The order with its patient as last corrected.
   *
   * @throws ErasedException when its patient was erased
   */
  public Optional<Order> findCurrent(ClinicId clinic, OrderId orderId) {
    return jdbi.onDemand(OrderDao.class)
        .findCurrent(clinic, orderId)
        .map(current -> opened(current, clinic, orderId));
  }

  private Order opened(CurrentOrder current, ClinicId clinic, OrderId orderId) {
    Encryption ofOrder = keys().opened(current.key(), clinic, orderId);
    Order order =
        StoredJson.read(
            ofOrder.decryptText(current.content(), context(clinic, orderId)), Order.class);
    return current.correction() == null
        ? order
        : order.withPatient(
            patient(
                ofOrder,
                current.correction(),
                CorrectionRow.context(clinic, orderId, current.correctionNumber())));
  }

  /**
   * Keeps a corrected patient beside the order, which stays as it was posted.
   *
   * @return its number; of the same command again, the number that it got before; empty when that
   *     command said something else then
   */
  public OptionalInt correct(ClinicId clinic, OrderId orderId, Patient corrected, Origin origin) {
    return jdbi.inTransaction(
        handle -> {
          OrderDao dao = handle.attach(OrderDao.class);
          dao.lockMeetings(clinic, orderId);
          Encryption ofOrder = keys().toRead(handle, clinic, orderId);
          Optional<CorrectionRow> before = dao.findCorrection(clinic, orderId, origin.id());
          if (before.isPresent()) {
            return patient(ofOrder, before.get().content(), before.get().context())
                    .equals(corrected)
                ? OptionalInt.of(before.get().number())
                : OptionalInt.empty();
          }
          int number = dao.countCorrections(clinic, orderId) + 1;
          dao.insertCorrection(
              new CorrectionRow(
                  clinic,
                  orderId,
                  number,
                  origin.id(),
                  ofOrder.encryptText(
                      StoredJson.write(corrected), CorrectionRow.context(clinic, orderId, number)),
                  clock.instant(),
                  origin.actor()));
          return OptionalInt.of(number);
        });
  }

  private static Patient patient(Encryption ofOrder, byte[] correction, String context) {
    return StoredJson.read(ofOrder.decryptText(correction, context), Patient.class);
  }

  private AcceptOutcome accept(Handle handle, Order order, List<JourneyTerms> journeys) {
    Instant now = clock.instant();
    OrderDao orders = handle.attach(OrderDao.class);
    byte[] key = keys().create(order.clinic(), order.orderId());
    boolean isNew =
        orders.insertIfAbsent(
            order.clinic(),
            order.orderId(),
            order.patient().id(),
            keys()
                .opened(new StoredKey(key, null), order.clinic(), order.orderId())
                .encryptText(StoredJson.write(order), context(order.clinic(), order.orderId())),
            key,
            now,
            journeys.stream()
                .map(terms -> terms.meetingId().value())
                .distinct()
                .toArray(String[]::new));
    if (!isNew) {
      Order before = orders.find(order.clinic(), order.orderId()).orElseThrow().opened(keys());
      return before.equals(order) ? AcceptOutcome.ACCEPTED_BEFORE : AcceptOutcome.CONTENT_DIFFERS;
    }
    Moment moment = new Moment(now, policy);
    for (JourneyTerms terms : journeys) {
      journal.insert(
          handle,
          JourneyRow.atStart(order.clinic(), order.orderId(), terms, moment),
          JournalKind.ORDERED.at(moment),
          now.plus(startsWithin));
    }
    return AcceptOutcome.ACCEPTED;
  }

  public static String context(ClinicId clinic, OrderId orderId) {
    return "exam_order:" + clinic + ":" + orderId;
  }

  /**
   * What a patient ordered before.
   *
   * @param order as it was posted; null when its patient was erased
   * @param journeys those for the exams that were asked for
   */
  public record EarlierOrder(OrderId orderId, @Nullable Order order, List<JourneyRow> journeys) {}

  /**
   * An order's outcome, and what the patient has for its exams by other orders.
   *
   * @param duplicates of a refused order, those for which it was refused
   */
  public record Acceptance(AcceptOutcome outcome, List<Duplicate> duplicates) {}

  public enum AcceptOutcome {
    ACCEPTED,
    /** The same content was accepted before. */
    ACCEPTED_BEFORE,
    /** Other content was accepted before under the same id. */
    CONTENT_DIFFERS,
    /** The patient has an open journey or a valid clearance, and the clinic wants no other. */
    DUPLICATE
  }
}
