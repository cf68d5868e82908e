package io.parley.accounts.keys;

/**
 * A key that has just been made.
 *
 * @param key what is kept of it
 * @param text the key itself, which nobody can show again
 */
public record NewApiKey(ApiKey key, String text) {

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "NewApiKey[key=%s]".formatted(this.key);
    }

}
