package io.parley.accounts.keys;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A key as it is known after it was made: without its secret.
 *
 * @param id of the key
 * @param grant what it is for
 * @param createdAt when it was made
 * @param revokedAt when it ceased to work; null while it works
 */
public record ApiKey(String id, Grant grant, Instant createdAt, @Nullable Instant revokedAt) {

    /** How the key begins: enough to tell it by. */
    public String prefix() {
        return KeyText.prefix(this.id);
    }

    /** Whether it works. */
    public boolean isActive() {
        return this.revokedAt == null;
    }

}
