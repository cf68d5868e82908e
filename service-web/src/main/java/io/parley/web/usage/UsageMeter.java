package io.parley.web.usage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import io.parley.accounts.usage.UsageRow;
import io.parley.accounts.usage.UsageRows;
import io.parley.web.identity.Identity;
import io.parley.web.identity.RequestedModel;
import io.parley.web.request.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Counts what requests use, and writes it down when the work is over: before the answer
 * ends, and also when nobody waited for it. Where nobody has to say who they are, nothing
 * is written.
 */
public final class UsageMeter {

    private static final Logger log = LoggerFactory.getLogger(UsageMeter.class);

    private final ObjectProvider<UsageRows> rows;

    private final Clock clock;

    /** Writes to the database of keys and usage. */
    public UsageMeter(ObjectProvider<UsageRows> rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Begins to count.
     * @param request that asks for the work
     * @return to be closed when the work is over
     */
    public UsageCount count(HttpServletRequest request) {
        return new UsageCount((usage) -> {
            Identity identity = Identity.of(request);
            UsageRows kept = this.rows.getIfAvailable();
            if (identity == null || identity.caller().isEmpty() || kept == null) {
                return;
            }
            String id = RequestId.of(request.getHeader(RequestId.HEADER));
            String model = RequestedModel.of(request);
            UsageRow row = new UsageRow(identity.id(), id, identity.caller(), identity.job(),
                    (model != null) ? model : "", LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC), usage);
            try {
                kept.add(row);
            }
            catch (RuntimeException ex) {
                // the work is done: its caller gets it
                log.error("usage could not be written and is lost: {}", row, ex);
            }
        });
    }

}
