package io.parley.gateway.routing;

import java.io.IOException;
import java.util.Map;

import io.parley.accounts.keys.Scope;
import io.parley.gateway.access.Admission;
import io.parley.gateway.access.Caller;
import io.parley.gateway.limits.Limiter;
import io.parley.web.error.FailureWriter;
import io.parley.web.error.Failures;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets callers through the doors that they may use, as often as they may. */
final class AdmissionFilter extends OncePerRequestFilter {

    private final Map<String, Scope> jobs;

    private final Limiter limiter;

    private final Failures failures;

    private final FailureWriter writer;

    /**
     * Guards doors.
     * @param jobs by the doors' paths
     */
    AdmissionFilter(Map<String, Scope> jobs, Limiter limiter, Failures failures, FailureWriter writer) {
        this.jobs = jobs;
        this.limiter = limiter;
        this.failures = failures;
        this.writer = writer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Limiter.Running running = admitted(request, response);
        if (running != null) {
            try (running) {
                chain.doFilter(request, response);
            }
        }
    }

    /** The request that may go on; null if its refusal is written. */
    private Limiter.@Nullable Running admitted(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Scope job = this.jobs.get(request.getServletPath());
        try {
            if (job == null) {
                throw new IllegalStateException("no door at " + request.getServletPath());
            }
            Caller caller = Admission.admit(request, job);
            return this.limiter.begin(caller, job, response);
        }
        catch (RuntimeException ex) {
            this.writer.write(this.failures.of(ex), response);
            return null;
        }
    }

}
