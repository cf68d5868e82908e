package io.parley.gateway.access;

import java.time.Clock;
import java.util.UUID;

import io.parley.accounts.keys.Scope;
import io.parley.web.error.FailureException;
import io.parley.web.identity.Identity;
import io.parley.web.identity.IdentityTokens;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Tells a service who calls. What a caller says of that, and the key itself, go no
 * further than here.
 */
public final class IdentityHeaders implements HttpHeadersFilter.RequestHttpHeadersFilter {

    private final @Nullable IdentityTokens tokens;

    IdentityHeaders(@Nullable String secret, Clock clock) {
        this.tokens = (secret != null) ? new IdentityTokens(secret, clock) : null;
    }

    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
        HttpHeaders passed = new HttpHeaders();
        passed.putAll(headers);
        passed.remove(Identity.HEADER);
        passed.remove(HttpHeaders.AUTHORIZATION);
        passed.remove(HttpHeaders.PROXY_AUTHORIZATION);
        passed.remove(HttpHeaders.COOKIE);
        String identity = identity(request.servletRequest());
        if (identity != null) {
            passed.set(Identity.HEADER, identity);
        }
        return passed;
    }

    /**
     * Who calls with a request that was admitted, signed.
     * @return null if services do not ask
     * @throws FailureException if it was not admitted
     */
    public @Nullable String identity(HttpServletRequest called) {
        Scope job = Admission.job(called);
        if (job == null) {
            // no way in leads past those who ask
            throw new FailureException(Refusals.missing());
        }
        if (this.tokens == null) {
            return null;
        }
        Caller caller = Caller.of(called);
        return this.tokens.sign(new Identity(UUID.randomUUID().toString(), caller.id(), job, caller.models()));
    }

}
