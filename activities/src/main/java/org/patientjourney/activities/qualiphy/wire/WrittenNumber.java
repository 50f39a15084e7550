package org.patientjourney.activities.qualiphy.wire;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;

/** A number that keeps its written form: as text, 1.2345E10 is not 12345000000. */
final class WrittenNumber extends DecimalNode {
  private final String written;

  WrittenNumber(String written) {
    super(new BigDecimal(written));
    this.written = written;
  }

  @Override
  public String asText() {
    return written;
  }
}
