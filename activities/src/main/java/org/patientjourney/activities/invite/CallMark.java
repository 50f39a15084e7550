package org.patientjourney.activities.invite;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's note that an activity calls the provider. The next try of the activity reads it, also
 * where PostgreSQL was restored to before the attempt was started.
 */
public interface CallMark {
  /** The heartbeat of the activity that is running. */
  CallMark HEARTBEAT =
      new CallMark() {
        @Override
        public @Nullable Instant startedAt() {
          ActivityExecutionContext activity = Activity.getExecutionContext();
          return activity.getHeartbeatDetails(String.class).map(Instant::parse).orElse(null);
        }

        @Override
        public void set(Instant startedAt) {
          Activity.getExecutionContext().heartbeat(startedAt.toString());
        }
      };

  /** The start of the attempt for which an earlier try called; null without one. */
  @Nullable Instant startedAt();

  /** Right before the call. Fails when the activity must not go on. */
  void set(Instant startedAt);
}
