package io.parley.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

import io.parley.accounts.keys.ApiKey;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import io.parley.accounts.usage.Usage;
import io.parley.accounts.usage.UsageRow;
import io.parley.accounts.usage.UsageRows;
import io.parley.accounts.usage.UsageTotal;
import org.junit.jupiter.api.Test;

/** What every database does for keys and usage. */
abstract class AccountsContract {

    static final LocalDate DAY = LocalDate.of(2026, 5, 3);

    abstract Database database();

    private ApiKeys keys() {
        return new ApiKeys(database(), new SecureRandom(), Clock.systemUTC());
    }

    @Test
    void aKeyIsShownOnceAndKeptAsAHash() {
        Grant grant = new Grant("the app", EnumSet.of(Scope.TRANSCRIBE, Scope.SPEAK), Set.of("whisper-1", "tts-1"),
                new Limits(60, 3600L, 2));
        NewApiKey made = keys().create(grant);
        assertThat(made.text()).startsWith(made.key().prefix());
        assertThat(keys().authenticate(made.text())).contains(made.key());
        assertThat(keys().list()).contains(made.key());
        assertThat(made.toString()).doesNotContain(made.text());
        String secret = made.text().substring(made.key().prefix().length());
        database().client().sql("select * from api_key").query().listOfRows().forEach((row) -> {
            assertThat(row.values().toString()).doesNotContain(secret);
        });
    }

    @Test
    void equalKeysWouldHaveDifferentHashes() {
        keys().create(plain());
        keys().create(plain());
        assertThat(database().client().sql("select salt from api_key").query(String.class).list())
            .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotTheKeyIsRefused() {
        NewApiKey made = keys().create(plain());
        String key = made.text();
        char last = key.charAt(key.length() - 1);
        assertThat(keys().authenticate(key.substring(0, key.length() - 1) + ((last != 'A') ? 'A' : 'B'))).isEmpty();
        assertThat(keys().authenticate(key + "A")).isEmpty();
        assertThat(keys().authenticate(made.key().prefix())).isEmpty();
        assertThat(keys().authenticate("sk-parley-000000000000-" + "A".repeat(43))).isEmpty();
        assertThat(keys().authenticate("' or 1=1 --")).isEmpty();
    }

    @Test
    void aRevokedKeyCeasesToWork() {
        NewApiKey made = keys().create(plain());
        ApiKey revoked = keys().revoke(made.key().id()).orElseThrow();
        assertThat(revoked.isActive()).isFalse();
        assertThat(keys().authenticate(made.text())).isEmpty();
        assertThat(keys().revoke(made.key().id()).orElseThrow().revokedAt()).isEqualTo(revoked.revokedAt());
        assertThat(keys().revoke("none")).isEmpty();
    }

    @Test
    void aRequestIsCountedOnce() {
        UsageRows rows = new UsageRows(database());
        String caller = caller();
        UsageRow row = row(caller, Scope.TRANSCRIBE, "whisper-base", Usage.heard(11, 20));
        assertThat(rows.add(row)).isTrue();
        assertThat(rows.add(row)).isFalse();
        assertThat(rows.audioSeconds(caller, Scope.TRANSCRIBE, DAY)).isEqualTo(11);
        assertThat(rows.audioSeconds(caller, Scope.SPEAK, DAY)).isZero();
        assertThat(rows.audioSeconds(caller, Scope.TRANSCRIBE, DAY.plusDays(1))).isZero();
    }

    @Test
    void requestsOfTheSameTimeAreAllCounted() {
        UsageRows rows = new UsageRows(database());
        String caller = caller();
        IntStream.range(0, 200)
            .parallel()
            .forEach((i) -> rows.add(row(caller, Scope.SPEAK, "kokoro-82m", Usage.spoken(10, 0.5))));
        assertThat(rows.totals(DAY, DAY, caller))
            .containsExactly(new UsageTotal(DAY, caller, "speak", "kokoro-82m", 200, new Usage(0, 100, 2000, 0, 0)));
    }

    @Test
    void totalsAreOfOneCallerOrOfAll() {
        UsageRows rows = new UsageRows(database());
        String one = caller();
        String other = caller();
        rows.add(row(one, Scope.TRANSCRIBE, "a", Usage.heard(1, 0)));
        rows.add(row(one, Scope.TRANSCRIBE, "b", Usage.heard(2, 0)));
        rows.add(row(other, Scope.TRANSCRIBE, "a", Usage.heard(4, 0)));
        assertThat(rows.totals(DAY, DAY, one)).extracting(UsageTotal::model).containsExactly("a", "b");
        assertThat(rows.totals(DAY, DAY, null)).extracting(UsageTotal::caller).contains(one, other);
        assertThat(rows.totals(DAY.plusDays(1), DAY.plusDays(9), one)).isEmpty();
    }

    @Test
    void aGrantSaysWhatIsAmiss() {
        assertThatThrownBy(() -> new Grant(" ", Scope.jobs(), Set.of(), Limits.none())).hasMessageContaining("name");
        assertThatThrownBy(() -> new Grant("a", Set.of(), Set.of(), Limits.none())).hasMessageContaining("scopes");
        assertThatThrownBy(() -> new Grant("a", Scope.jobs(), Set.of("a b"), Limits.none()))
            .hasMessageContaining("models");
        assertThatThrownBy(() -> new Limits(0, null, null)).hasMessageContaining("requests_per_minute");
    }

    private static Grant plain() {
        return new Grant("plain", Scope.jobs(), Set.of(), Limits.none());
    }

    static String caller() {
        return UUID.randomUUID().toString();
    }

    static UsageRow row(String caller, Scope job, String model, Usage usage) {
        return new UsageRow(UUID.randomUUID().toString(), "req_1", caller, job, model, DAY, usage);
    }

}
