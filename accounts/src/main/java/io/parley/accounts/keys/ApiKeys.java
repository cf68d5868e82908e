package io.parley.accounts.keys;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.parley.accounts.Database;
import org.jspecify.annotations.Nullable;

/** The keys that have been made. Thread-safe. */
public final class ApiKeys {

    private final Database database;

    private final SecureRandom random;

    private final Clock clock;

    /** Keeps keys in a database. */
    public ApiKeys(Database database, SecureRandom random, Clock clock) {
        this.database = database;
        this.random = random;
        this.clock = clock;
    }

    /** Whether a text is meant as one of these keys, real or not. */
    public static boolean isMeant(String text) {
        return KeyText.isMeant(text);
    }

    /** Makes a key. */
    public NewApiKey create(Grant grant) {
        String id = KeyText.newId(this.random);
        String text = KeyText.newKey(id, this.random);
        String salt = KeyText.newSalt(this.random);
        // as precise as databases keep it
        Instant now = this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
        this.database.client()
            .sql("""
                    insert into api_key (id, name, salt, hash, scopes, models, requests_per_minute,
                        audio_seconds_per_day, concurrent_streams, created_at)
                    values (:id, :name, :salt, :hash, :scopes, :models, :requests, :seconds, :streams, :created)""")
            .param("id", id)
            .param("name", grant.name())
            .param("salt", salt)
            .param("hash", KeyText.hash(salt, text))
            .param("scopes", grant.scopes().stream().map(Scope::word).sorted().collect(Collectors.joining(" ")))
            .param("models", grant.models().stream().sorted().collect(Collectors.joining(" ")))
            .param("requests", grant.limits().requestsPerMinute())
            .param("seconds", grant.limits().audioSecondsPerDay())
            .param("streams", grant.limits().concurrentStreams())
            .param("created", now.atOffset(ZoneOffset.UTC))
            .update();
        return new NewApiKey(new ApiKey(id, grant, now, null), text);
    }

    /** All keys, the newest first. */
    public List<ApiKey> list() {
        return this.database.client()
            .sql("select * from api_key order by created_at desc, id")
            .query((row, number) -> key(row))
            .list();
    }

    /** The key of an id. */
    public Optional<ApiKey> find(String id) {
        return this.database.client()
            .sql("select * from api_key where id = :id")
            .param("id", id)
            .query((row, number) -> key(row))
            .optional();
    }

    /**
     * Has a key work no longer. One that was revoked before stays as it is.
     * @return the key; none if there is no such key
     */
    public Optional<ApiKey> revoke(String id) {
        this.database.client()
            .sql("update api_key set revoked_at = :now where id = :id and revoked_at is null")
            .param("now", this.clock.instant().atOffset(ZoneOffset.UTC))
            .param("id", id)
            .update();
        return find(id);
    }

    /** The working key that a caller shows; none if it is no such key. */
    public Optional<ApiKey> authenticate(String text) {
        return KeyText.id(text).flatMap((id) -> authenticate(id, text));
    }

    private Optional<ApiKey> authenticate(String id, String text) {
        return this.database.client()
            .sql("select * from api_key where id = :id and revoked_at is null")
            .param("id", id)
            .query((row, number) -> new Kept(key(row), row.getString("salt"), row.getString("hash")))
            .optional()
            .filter((kept) -> KeyText.isSame(kept.hash(), KeyText.hash(kept.salt(), text)))
            .map(Kept::key);
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        Limits limits = new Limits(row.getObject("requests_per_minute", Integer.class),
                row.getObject("audio_seconds_per_day", Long.class), row.getObject("concurrent_streams", Integer.class));
        Set<Scope> scopes = words(row.getString("scopes")).stream()
            .flatMap((word) -> Scope.of(word).stream())
            .collect(Collectors.toSet());
        Grant grant = new Grant(row.getString("name"), scopes, words(row.getString("models")), limits);
        return new ApiKey(row.getString("id"), grant, row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("revoked_at", OffsetDateTime.class)));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return (time != null) ? time.toInstant() : null;
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter((word) -> !word.isEmpty()).collect(Collectors.toSet());
    }

    private record Kept(ApiKey key, String salt, String hash) {
    }

}
