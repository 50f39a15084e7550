package org.patientjourney.activities.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.patientjourney.activities.TestEngine;
import org.patientjourney.activities.database.TestDatabase;
import org.patientjourney.activities.order.TestOrders;
import org.patientjourney.activities.pdf.PdfCopyDao.DuePdf;
import org.patientjourney.workflows.fact.WebhookDeliveryId;

/** Copies that the process which stores their links claims for itself. */
class FirstTriesTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String LINK = "https://pdf.example.org/r/601233.pdf?Signature=1";

  private final TestEngine engine = TestEngine.on(DATABASE);
  private final TestPdfs pdfs = new TestPdfs(engine);
  private final FirstTries firstTries = FirstTries.upTo(1);
  private final PdfLinks links = new PdfLinks(engine.encryption(), engine.reports(), firstTries);
  private final PdfCopies copies =
      new PdfCopies(
          engine.jdbi(),
          engine.encryption(),
          firstTries,
          clinic -> false,
          engine.clock(),
          new PdfDownload(null));
  private final Instant now = engine.clock().instant();

  @BeforeEach
  void accept() {
    engine.accept(TestOrders.approvable());
  }

  @Test
  void a_copy_that_its_insert_has_claimed_is_taken_without_a_statement() {
    engine.jdbi().useTransaction(this::offer);

    DuePdf claimed = firstTries.take(4, now).get(0);
    assertThat(claimed.copy()).isEqualTo(TestPdfs.copyId());
    assertThat(claimed.linkDiesAt()).isEqualTo(pdfs.row().linkDiesAt());
    assertThat(engine.encryption().decryptText(claimed.link(), PdfLinks.context(claimed.copy())))
        .isEqualTo(LINK);
  }

  @Test
  void no_other_process_claims_it_before_the_lease_ends() {
    engine.jdbi().useTransaction(this::offer);
    List<DuePdf> taken = firstTries.take(4, now);

    assertThat(copies.claimDue(now.plus(PdfCopies.LEASE).minusMillis(1), 4)).isEmpty();
    assertThat(copies.claimDue(now.plus(PdfCopies.LEASE), 4))
        .extracting(DuePdf::copy)
        .containsExactly(taken.get(0).copy());
  }

  @Test
  void one_that_waited_for_half_of_its_lease_is_left_to_the_rest_of_it() {
    engine.jdbi().useTransaction(this::offer);

    assertThat(firstTries.take(4, now.plus(PdfCopies.LEASE.dividedBy(2)))).isEmpty();
  }

  @Test
  void a_transaction_that_is_rolled_back_claims_nothing() {
    assertThatThrownBy(
            () ->
                engine
                    .jdbi()
                    .useTransaction(
                        handle -> {
                          offer(handle);
                          throw new IllegalStateException("rolled back");
                        }))
        .hasMessage("rolled back");

    assertThat(firstTries.take(4, now)).isEmpty();
  }

  @Test
  void a_link_that_is_not_stored_is_not_tried() {
    engine.jdbi().useTransaction(this::offer);
    firstTries.take(4, now);
    engine.jdbi().useTransaction(this::offer);
    firstTries.take(4, now);

    assertThat(firstTries.take(4, now)).isEmpty();
  }

  @Test
  void a_copy_without_room_is_due_at_once() {
    firstTries.add(new DuePdf(TestPdfs.JOURNEY, "another", new byte[0], now, 0), now);
    engine.jdbi().useTransaction(this::offer);

    assertThat(pdfs.row().nextTryAt()).isEqualTo(now);
  }

  /** Else a stream of new PDFs would leave those that failed without a second try. */
  @Test
  void rows_that_are_due_have_their_turn_between_first_tries() {
    pdfs.applied(LINK);
    firstTries.add(new DuePdf(TestPdfs.JOURNEY, "first", new byte[0], now, 0), now);
    firstTries.add(new DuePdf(TestPdfs.JOURNEY, "second", new byte[0], now, 0), now);

    assertThat(copies.claimDue(now, 1)).extracting(DuePdf::digest).containsExactly("first");
    assertThat(copies.claimDue(now, 1)).extracting(DuePdf::copy).containsExactly(TestPdfs.copyId());
    assertThat(copies.claimDue(now, 1)).extracting(DuePdf::digest).containsExactly("second");
  }

  private void offer(Handle handle) {
    WebhookDeliveryId delivery = pdfs.delivered(LINK);
    links.offer(handle, TestPdfs.JOURNEY, delivery, now, TestPdfs.reading(LINK), now);
  }
}
