package org.patientjourney.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import net.sourceforge.argparse4j.inf.Namespace;
import org.junit.jupiter.api.Test;
import org.patientjourney.app.configuration.JourneyConfiguration;
import org.slf4j.LoggerFactory;

class EngineCommandTest {
  private static final Duration OF_A_LINE = Duration.ofMillis(300);

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final SlowAppender written = new SlowAppender();

  @Test
  void a_command_ends_after_its_last_line_was_written() {
    AsyncAppender appender = new AsyncAppender();
    appender.setContext(root.getLoggerContext());
    appender.addAppender(written);
    written.start();
    appender.start();
    root.addAppender(appender);

    root.warn("the last line");
    new IdleCommand().cleanup();

    assertThat(written.list).extracting(ILoggingEvent::getMessage).contains("the last line");
  }

  private static final class SlowAppender extends ListAppender<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent line) {
      Uninterruptibles.sleepUninterruptibly(OF_A_LINE);
      super.append(line);
    }
  }

  private static final class IdleCommand extends EngineCommand {
    private IdleCommand() {
      super("idle", "does nothing");
    }

    @Override
    protected void run(Namespace arguments, JourneyConfiguration configuration) {}
  }
}
