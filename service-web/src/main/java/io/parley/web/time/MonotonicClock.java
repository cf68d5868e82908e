package io.parley.web.time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Tells how much time passes, not what time it is: a machine whose clock is set does not
 * change it. For libraries that measure pauses by a {@link Clock}.
 */
public final class MonotonicClock extends Clock {

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(System.nanoTime());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("it tells no time of day");
    }

}
