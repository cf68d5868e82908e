package io.parley.gateway.access;

import io.parley.accounts.keys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Lets callers through to the jobs that they may have done. */
public final class Admission {

    private static final String ATTRIBUTE = Admission.class.getName();

    private Admission() {
    }

    /**
     * Admits a request to a job.
     * @throws io.parley.web.error.FailureException if its caller is not known, or may not
     * have the job done
     */
    public static Caller admit(HttpServletRequest request, Scope job) {
        Caller caller = Caller.of(request);
        caller.require(job);
        request.setAttribute(ATTRIBUTE, job);
        return caller;
    }

    /** The job that a request was admitted to; null if it was to none. */
    static @Nullable Scope job(HttpServletRequest request) {
        return (request.getAttribute(ATTRIBUTE) instanceof Scope job) ? job : null;
    }

}
