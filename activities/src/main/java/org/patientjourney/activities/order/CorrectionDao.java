package org.patientjourney.activities.order;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.patientjourney.workflows.order.ClinicId;
import org.patientjourney.workflows.order.OrderId;

/** Statements on {@code order_correction}. */
@RegisterConstructorMapper(CorrectionDao.CorrectionRow.class)
public interface CorrectionDao {
  @SqlUpdate(
      """
      insert into order_correction (clinic, order_id, number, command_id, content, corrected_at,
        corrected_by)
      values (:clinic, :orderId, :number, :commandId, :content, :correctedAt, :correctedBy)
      """)
  void insert(@BindMethods CorrectionRow row);

  @SqlQuery(
      """
      select * from order_correction
      where clinic = :clinic and order_id = :orderId and command_id = :commandId
      """)
  Optional<CorrectionRow> findByCommand(ClinicId clinic, OrderId orderId, String commandId);

  @SqlQuery("select count(*) from order_correction where clinic = :clinic and order_id = :orderId")
  int count(ClinicId clinic, OrderId orderId);

  /**
   * A row of {@code order_correction}.
   *
   * @param number counts an order's corrections, from 1
   * @param content the patient as corrected, ciphertext
   */
  @SuppressWarnings("ArrayRecordComponent") // rows are carried, never compared
  public record CorrectionRow(
      ClinicId clinic,
      OrderId orderId,
      int number,
      String commandId,
      byte[] content,
      Instant correctedAt,
      String correctedBy) {

    String context() {
      return context(clinic, orderId, number);
    }

    static String context(ClinicId clinic, OrderId orderId, int number) {
      return "order_correction:" + clinic + ":" + orderId + ":" + number;
    }

    @Override
    public String toString() {
      return "CorrectionRow[" + clinic + ":" + orderId + ", " + number + "]";
    }
  }
}
