package org.patientjourney.app.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.dropwizard.logging.common.layout.DiscoverableLayoutFactory;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;

/**
 * {@code layout: {type: json}}: each line is a JSON object, whose {@code mdc} names the journey and
 * the delivery that it is about. Dropwizard's own module for this has no 5.0.2.
 */
@JsonTypeName("json")
public final class JsonLayoutFactory implements DiscoverableLayoutFactory<ILoggingEvent> {
  @Override
  public LayoutBase<ILoggingEvent> build(LoggerContext context, TimeZone timeZone) {
    JsonLayout layout = new JsonLayout();
    layout.setContext(context);
    return layout;
  }

  private static final class JsonLayout extends LayoutBase<ILoggingEvent> {
    private final JsonEncoder encoder = new JsonEncoder();

    /** The message once, as a person reads it, and none of its parts a second time. */
    JsonLayout() {
      encoder.setWithFormattedMessage(true);
      encoder.setWithMessage(false);
      encoder.setWithArguments(false);
      encoder.setWithSequenceNumber(false);
      encoder.setWithNanoseconds(false);
      encoder.setWithContext(false);
    }

    @Override
    public void start() {
      encoder.setContext(getContext());
      encoder.start();
      super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
      return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }
  }
}
