package io.parley.gateway.admin;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.accounts.keys.ApiKey;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A key as the admin API shows it.
 *
 * @param object always "api_key"
 * @param id by which it is revoked
 * @param name by which people know it
 * @param prefix how it begins
 * @param scopes what it may do
 * @param models that it may use; none for all
 * @param limits how much of each job
 * @param createdAt in seconds since 1970
 * @param revokedAt in seconds since 1970; null while it works
 * @param key itself, when it has just been made
 */
record KeyEntry(String object, String id, String name, String prefix, List<String> scopes, List<String> models,
        KeyLimits limits, @JsonProperty("created_at") long createdAt,
        @JsonProperty("revoked_at") @Nullable Long revokedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key) {

    static KeyEntry of(ApiKey key) {
        return of(key, null);
    }

    static KeyEntry of(NewApiKey made) {
        return of(made.key(), made.text());
    }

    private static KeyEntry of(ApiKey key, @Nullable String text) {
        Instant revoked = key.revokedAt();
        return new KeyEntry("api_key", key.id(), key.grant().name(), key.prefix(),
                key.grant().scopes().stream().sorted().map(Scope::word).toList(),
                key.grant().models().stream().sorted().toList(), KeyLimits.of(key.grant().limits()),
                key.createdAt().getEpochSecond(), (revoked != null) ? (Long) revoked.getEpochSecond() : null, text);
    }

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "KeyEntry[id=%s]".formatted(this.id);
    }

    /**
     * All keys.
     *
     * @param object always "list"
     * @param data the keys, the newest first
     */
    record KeyList(String object, List<KeyEntry> data) {
    }

}
