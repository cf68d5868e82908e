package io.parley.web.identity;

import java.io.IOException;
import java.util.Optional;

import io.parley.concurrent.Requester;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only calls of the gateway's through to the jobs of a service, as work for whom
 * they are from. What models there are, how the service is and how it describes itself
 * anybody near it may ask.
 */
final class IdentityFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(IdentityFilter.class);

    private final IdentityTokens tokens;

    private final FailureWriter failures;

    IdentityFilter(IdentityTokens tokens, FailureWriter failures) {
        this.tokens = tokens;
        this.failures = failures;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath();
        return !path.startsWith("/v1/") || path.equals("/v1/models") || path.startsWith("/v1/models/")
                || path.equals("/v1/status");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String token = request.getHeader(Identity.HEADER);
        Optional<Identity> identity = this.tokens.read(token);
        if (identity.isEmpty()) {
            this.failures.write(refusal(token), response);
            return;
        }
        identity.get().attach(request);
        call(new Requester(identity.get().caller()), () -> chain.doFilter(request, response));
    }

    private Failure refusal(@Nullable String token) {
        if (this.tokens.isOld(token)) {
            log.warn("the gateway's clock is more than a minute behind this service's");
            return Failure
                .unavailable("The clocks of the gateway and of the service behind this path differ too much.");
        }
        return Failure.invalid(HttpStatus.UNAUTHORIZED, "This service takes calls of its gateway only.", null, null);
    }

    private static void call(Requester requester, Chain chain) throws ServletException, IOException {
        try {
            requester.call(() -> {
                chain.proceed();
                return true;
            });
        }
        catch (ServletException | IOException | RuntimeException ex) {
            throw ex;
        }
        catch (Exception ex) {
            throw new ServletException(ex);
        }
    }

    /** What comes after this filter. */
    @FunctionalInterface
    private interface Chain {

        void proceed() throws ServletException, IOException;

    }

}
