package io.parley.gateway.admin;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.parley.accounts.usage.UsageRows;
import io.parley.gateway.access.Caller;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What has been used: one's own, and everybody's for those who run the place. */
@RestController
class UsageController {

    private static final int DAYS = 30;

    private static final int MOST_DAYS = 366;

    private final UsageRows rows;

    private final Clock clock = Clock.systemUTC();

    UsageController(UsageRows rows) {
        this.rows = rows;
    }

    @GetMapping("/v1/usage")
    ResponseEntity<UsageList> list(@RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String caller, HttpServletRequest request) {
        Caller asking = Caller.of(request);
        if (!asking.isKnown()) {
            throw new FailureException(Failure.invalid(HttpStatus.NOT_FOUND,
                    "Usage is counted only where callers say who they are: see parley.gateway.authentication.", null,
                    null));
        }
        if (!asking.isAdmin() && caller != null && !caller.equals(asking.id())) {
            throw new FailureException(Failure.invalid(HttpStatus.FORBIDDEN, "This key sees its own usage only.",
                    "caller", "insufficient_scope"));
        }
        LocalDate last = (to != null) ? to : LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
        LocalDate first = (from != null) ? from : last.minusDays(DAYS - 1);
        long days = ChronoUnit.DAYS.between(first, last) + 1;
        if (days < 1 || days > MOST_DAYS) {
            throw FailureException.badField("from",
                    "'from' is not after 'to', and at most %d days go from the one to the other.".formatted(MOST_DAYS));
        }
        List<UsageEntry> data = this.rows.totals(first, last, asking.isAdmin() ? caller : asking.id())
            .stream()
            .map(UsageEntry::of)
            .toList();
        return ResponseEntity.ok()
            .contentType(MediaType.APPLICATION_JSON)
            .cacheControl(CacheControl.noStore())
            .body(new UsageList("list", data));
    }

    /**
     * Usage.
     *
     * @param object always "list"
     * @param data by day, caller, job and model
     */
    record UsageList(String object, List<UsageEntry> data) {
    }

}
