package io.parley.web.usage;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

import io.parley.accounts.usage.Usage;
import io.parley.accounts.usage.UsageRow;
import io.parley.accounts.usage.UsageWriter;
import io.parley.web.identity.Identity;
import io.parley.web.identity.RequestedModel;
import io.parley.web.request.RequestId;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Counts what requests use, and writes it down when the work is over: before the answer
 * ends, and also when nobody waited for it. Where nobody has to say who they are, nothing
 * is written.
 */
public final class UsageMeter {

    private final ObjectProvider<UsageWriter> writer;

    private final Clock clock;

    /** Writes to the database of keys and usage. */
    public UsageMeter(ObjectProvider<UsageWriter> writer, Clock clock) {
        this.writer = writer;
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
            if (identity != null) {
                String model = RequestedModel.of(request);
                write(identity, identity.id(), RequestId.of(request.getHeader(RequestId.HEADER)),
                        (model != null) ? model : "", usage);
            }
        });
    }

    /**
     * Counts what a session uses, which goes on when the request that opens it is over.
     * @param request that opens it
     */
    public SessionUsage session(HttpServletRequest request) {
        Identity identity = Identity.of(request);
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        return (model, usage) -> {
            if (identity != null) {
                write(identity, UUID.randomUUID().toString(), requestId, model, usage);
            }
        };
    }

    private void write(Identity identity, String id, String requestId, String model, Usage usage) {
        UsageWriter kept = this.writer.getIfAvailable();
        if (identity.caller().isEmpty() || kept == null) {
            return;
        }
        kept.write(new UsageRow(id, requestId, identity.caller(), identity.job(), model,
                LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC), usage));
    }

}
