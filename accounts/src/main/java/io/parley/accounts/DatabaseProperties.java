package io.parley.accounts;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where keys and usage are kept.
 *
 * @param url of the database, as JDBC has it; default an H2 file below
 * {@code parley.home}
 * @param username of the database
 * @param password of the database
 * @param connections most connections of one process
 */
@ConfigurationProperties("parley.database")
public record DatabaseProperties(@Nullable String url, @Nullable String username, @Nullable String password,
        @DefaultValue("8") int connections) {

    /** Without what a log must not show. */
    @Override
    public String toString() {
        return "DatabaseProperties[username=%s]".formatted(this.username);
    }

}
