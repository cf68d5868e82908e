package io.parley.gateway.admin;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.Scope;
import io.parley.web.error.FailureException;
import org.jspecify.annotations.Nullable;

/**
 * A key that is to be made.
 *
 * @param name by which people know it
 * @param scopes what it may do; every job where there are none
 * @param models names of the models that it may use; all where there are none
 * @param limits how much of each job
 */
record KeyRequest(@Nullable String name, @Nullable List<String> scopes, @Nullable List<String> models,
        @Nullable KeyLimits limits) {

    /**
     * What is asked for.
     * @throws FailureException naming what is amiss
     */
    Grant grant() {
        try {
            return new Grant((this.name != null) ? this.name : "", grantedScopes(), grantedModels(),
                    (this.limits != null) ? this.limits.limits() : Limits.none());
        }
        catch (IllegalArgumentException ex) {
            throw FailureException.badField(null, String.valueOf(ex.getMessage()));
        }
    }

    private Set<String> grantedModels() {
        if (this.models == null) {
            return Set.of();
        }
        if (this.models.stream().anyMatch(Objects::isNull)) {
            throw FailureException.badField("models", "'models' are names.");
        }
        return Set.copyOf(this.models);
    }

    private Set<Scope> grantedScopes() {
        if (this.scopes == null) {
            return Scope.jobs();
        }
        return this.scopes.stream()
            .map((word) -> Scope.of(word)
                .orElseThrow(() -> FailureException.badField("scopes",
                        "'scopes' are some of transcribe, speak, classify, chat and admin.")))
            .collect(Collectors.toSet());
    }

}
