package io.parley.gateway.access;

import java.time.Duration;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.parley.accounts.keys.ApiKey;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Limits;

/**
 * Knows callers by API keys. A key that was good is taken for good for some seconds
 * without asking the database; one that was not is asked for each time, so that a new key
 * works at once.
 */
public final class KeyAuthenticator implements Authenticator {

    private static final int MOST_CACHED = 10_000;

    /** Before the id of a key that calls. */
    private static final String CALLER = "key:";

    private final ApiKeys keys;

    private final Cache<String, ApiKey> known;

    KeyAuthenticator(ApiKeys keys, Duration cached) {
        this.keys = keys;
        this.known = Caffeine.newBuilder().maximumSize(MOST_CACHED).expireAfterWrite(cached).build();
    }

    @Override
    public boolean isMeant(String credential) {
        return ApiKeys.isMeant(credential);
    }

    @Override
    public Optional<Caller> authenticate(String credential) {
        return key(credential).map((key) -> new Caller(CALLER + key.id(), key.grant().scopes(), key.grant().models(),
                key.grant().limits()));
    }

    private Optional<ApiKey> key(String credential) {
        ApiKey cached = this.known.getIfPresent(credential);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<ApiKey> key = this.keys.authenticate(credential);
        key.ifPresent((good) -> this.known.put(credential, good));
        return key;
    }

    /** Whether a caller is a key. */
    static boolean isKey(String caller) {
        return caller.startsWith(CALLER);
    }

    /** The limits of the key that a caller is; none if it works no longer. */
    Optional<Limits> limits(String caller) {
        return this.keys.find(caller.substring(CALLER.length()))
            .filter(ApiKey::isActive)
            .map((key) -> key.grant().limits());
    }

    /** Asks the database again, since keys have changed. */
    public void forget() {
        this.known.invalidateAll();
    }

}
