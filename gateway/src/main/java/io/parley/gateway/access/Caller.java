package io.parley.gateway.access;

import java.util.EnumSet;
import java.util.Set;

import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.web.error.Failure;
import io.parley.web.error.FailureException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;

/**
 * Who calls.
 *
 * @param id by which they are counted
 * @param scopes what they may do
 * @param models names of the models that they may use; none for all
 * @param limits how much of each job
 */
public record Caller(String id, Set<Scope> scopes, Set<String> models, Limits limits) {

    private static final String ATTRIBUTE = Caller.class.getName();

    /** Whoever can reach the gateway, where nobody has to say who they are. */
    private static final Caller ANYBODY = new Caller("", Scope.jobs(), Set.of(), Limits.none());

    public Caller {
        scopes = scopes.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(scopes));
        models = Set.copyOf(models);
    }

    static Caller anybody() {
        return ANYBODY;
    }

    /**
     * Who calls with a request.
     * @throws FailureException if nobody has asked them: 401
     */
    public static Caller of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new FailureException(Refusals.missing());
    }

    void attach(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Whether they had to say who they are. */
    public boolean isKnown() {
        return !this.id.isEmpty();
    }

    /** Whether they run the place. */
    public boolean isAdmin() {
        return this.scopes.contains(Scope.ADMIN);
    }

    /** Whether they may use a model by this name. */
    public boolean mayUse(String model) {
        return this.models.isEmpty() || this.models.contains(model);
    }

    /**
     * Checks that they may use a model.
     * @throws FailureException if not: 403
     */
    public void requireModel(String model) {
        if (!mayUse(model)) {
            throw new FailureException(Failure.invalid(HttpStatus.FORBIDDEN,
                    "This key may not use the model '%s'.".formatted(model), "model", null));
        }
    }

    /**
     * Checks that they may do something.
     * @throws FailureException if not: 403
     */
    public void require(Scope scope) {
        if (this.scopes.contains(scope)) {
            return;
        }
        throw new FailureException(Failure.invalid(HttpStatus.FORBIDDEN, isKnown()
                ? "This key has no scope '%s'.".formatted(scope.word())
                : "This needs a key with the scope '%s', and this server asks for none: set parley.gateway.authentication.keys, and make the first key with 'parley keys create'."
                    .formatted(scope.word()),
                null, "insufficient_scope"));
    }

}
