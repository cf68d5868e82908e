package io.parley.gateway.access;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import io.parley.accounts.keys.Scope;
import io.parley.web.error.FailureException;
import io.parley.web.error.FailureWriter;
import io.parley.web.error.Failures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Asks who calls. Pages, the description of the API and health are for everybody, metrics
 * for who runs the place; whatever else there is or is not needs a caller who is known,
 * if any does.
 */
final class AccessFilter extends OncePerRequestFilter {

    private static final Pattern PUBLIC = Pattern.compile(
            "/|/[a-z-]+\\.html|/page/[a-z-]+\\.(js|css|svg)|/favicon\\.ico|/swagger-ui(/.*|\\.html)?|/webjars/.*|/v3/api-docs(\\.yaml)?|/actuator/health(/.*)?");

    private static final String SCHEME = "bearer ";

    /** The protocol by which browsers, which cannot set headers there, name a key. */
    private static final String WEB_SOCKET_KEY = "openai-insecure-api-key.";

    private final List<Authenticator> authenticators;

    private final Failures failures;

    private final FailureWriter writer;

    /** Without authenticators anybody may call. */
    AccessFilter(List<Authenticator> authenticators, Failures failures, FailureWriter writer) {
        this.authenticators = authenticators;
        this.failures = failures;
        this.writer = writer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PUBLIC.matcher(request.getServletPath()).matches();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Caller caller = this.authenticators.isEmpty() ? Caller.anybody() : authenticated(request);
            if (caller.isKnown() && request.getServletPath().startsWith("/actuator/")) {
                caller.require(Scope.ADMIN);
            }
            caller.attach(request);
        }
        catch (RuntimeException ex) {
            this.writer.write(this.failures.of(ex), response);
            return;
        }
        chain.doFilter(request, response);
    }

    private Caller authenticated(HttpServletRequest request) {
        String credential = credential(request).orElseThrow(() -> new FailureException(Refusals.missing()));
        return this.authenticators.stream()
            .filter((authenticator) -> authenticator.isMeant(credential))
            .findFirst()
            .flatMap((authenticator) -> authenticator.authenticate(credential))
            .orElseThrow(() -> new FailureException(Refusals.wrong()));
    }

    private static Optional<String> credential(HttpServletRequest request) {
        String protocols = request.getHeader("Sec-WebSocket-Protocol");
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null && protocols != null) {
            return Arrays.stream(protocols.split(","))
                .map(String::strip)
                .filter((protocol) -> protocol.startsWith(WEB_SOCKET_KEY))
                .map((protocol) -> protocol.substring(WEB_SOCKET_KEY.length()))
                .findFirst();
        }
        return Optional.ofNullable(request.getHeader(HttpHeaders.AUTHORIZATION))
            .filter((header) -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map((header) -> header.substring(SCHEME.length()).strip())
            .filter((credential) -> !credential.isEmpty());
    }

}
