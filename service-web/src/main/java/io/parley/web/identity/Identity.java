package io.parley.web.identity;

import java.util.Set;

import io.parley.accounts.keys.Scope;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Who a request is from.
 *
 * @param id the gateway's own id of the request
 * @param caller who is counted; empty where nobody has to say who they are
 * @param job what the request may have done
 * @param models names of the models that may do it; none for all
 */
public record Identity(String id, String caller, Scope job, Set<String> models) {

    /** The header in which the gateway says it to a service. */
    public static final String HEADER = "x-parley-identity";

    private static final String ATTRIBUTE = Identity.class.getName();

    public Identity {
        models = Set.copyOf(models);
    }

    /** Who a request is from; null where nobody has to say. */
    public static @Nullable Identity of(HttpServletRequest request) {
        return (request.getAttribute(ATTRIBUTE) instanceof Identity identity) ? identity : null;
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /**
     * Checks that a model may be used.
     * @param name by which it was asked for
     * @param id that the name stands for
     * @throws FailureException if it may not: 403
     */
    public void requireModel(String name, String id) {
        if (!this.models.isEmpty() && !this.models.contains(name) && !this.models.contains(id)) {
            throw new FailureException(Failure.invalid(HttpStatus.FORBIDDEN,
                    "This key may not use the model '%s'.".formatted(name), "model", null));
        }
    }

}
