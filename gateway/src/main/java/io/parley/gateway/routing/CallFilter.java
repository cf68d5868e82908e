package io.parley.gateway.routing;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.parley.gateway.link.LinkWatch;
import io.parley.web.connection.HangUps;
import io.parley.web.shutdown.RunningWork;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes a call of each request that goes through to a service. */
final class CallFilter extends OncePerRequestFilter {

    private final HangUps hangUps;

    private final RunningWork running;

    private final SilenceWatch silence;

    private final LinkWatch links;

    private final Map<String, URI> services;

    private final long maxBody;

    /**
     * Makes the filter.
     * @param services which service each path leads to
     */
    CallFilter(HangUps hangUps, RunningWork running, SilenceWatch silence, LinkWatch links, Map<String, URI> services,
            long maxBody) {
        this.hangUps = hangUps;
        this.running = running;
        this.silence = silence;
        this.links = links;
        this.services = services;
        this.maxBody = maxBody;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        URI service = Objects.requireNonNull(this.services.get(request.getServletPath()));
        try (Call call = new Call(request, this.hangUps, this.maxBody);
                RunningWork.Registration _ = this.running.register(call::stop);
                SilenceWatch.Watched _ = this.silence.watch(call);
                LinkWatch.Watched _ = this.links.watch(service, call::timeOut)) {
            chain.doFilter(new CallRequest(request, call), new CallResponse(response, call));
        }
    }

}
