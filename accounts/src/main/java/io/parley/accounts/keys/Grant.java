package io.parley.accounts.keys;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a key is made for.
 *
 * @param name by which people know it
 * @param scopes what it may do; at least one
 * @param models names of the models that it may use; none for all
 * @param limits how much of each job
 */
public record Grant(String name, Set<Scope> scopes, Set<String> models, Limits limits) {

    private static final int LONGEST_NAME = 200;

    private static final int LONGEST_MODELS = 4000;

    private static final Pattern MODEL = Pattern.compile("\\S+");

    /**
     * Checks.
     * @throws IllegalArgumentException with a sentence, if something is amiss
     */
    public Grant {
        scopes = Set.copyOf(scopes);
        models = Set.copyOf(models);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("'name' has 1 to %d characters.".formatted(LONGEST_NAME));
        }
        if (name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("'name' has characters that cannot be shown.");
        }
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException("'scopes' names at least one.");
        }
        if (!models.stream().allMatch((model) -> MODEL.matcher(model).matches())
                || String.join(" ", models).length() > LONGEST_MODELS) {
            throw new IllegalArgumentException(
                    "'models' are names without spaces, %d characters in all.".formatted(LONGEST_MODELS));
        }
    }

}
