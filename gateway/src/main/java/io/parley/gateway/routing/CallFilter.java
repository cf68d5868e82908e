package io.parley.gateway.routing;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.parley.web.connection.HangUps;
import io.parley.web.shutdown.RunningWork;
import org.springframework.web.filter.OncePerRequestFilter;

/** Makes a call of each request that goes through to a service. */
final class CallFilter extends OncePerRequestFilter {

    private final HangUps hangUps;

    private final RunningWork running;

    private final SilenceWatch silence;

    private final long maxBody;

    CallFilter(HangUps hangUps, RunningWork running, SilenceWatch silence, long maxBody) {
        this.hangUps = hangUps;
        this.running = running;
        this.silence = silence;
        this.maxBody = maxBody;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try (Call call = new Call(request, this.hangUps, this.maxBody);
                RunningWork.Registration _ = this.running.register(call::stop);
                SilenceWatch.Watched _ = this.silence.watch(call)) {
            chain.doFilter(new CallRequest(request, call), new CallResponse(response, call));
        }
    }

}
