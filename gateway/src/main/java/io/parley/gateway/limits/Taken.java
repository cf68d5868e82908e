package io.parley.gateway.limits;

import java.time.Duration;

/**
 * What came of asking for one more request.
 *
 * @param granted whether it may be begun
 * @param remaining how many more may at once
 * @param untilNext until one may, if this one may not
 * @param reset until as many may as ever
 */
record Taken(boolean granted, long remaining, Duration untilNext, Duration reset) {
}
