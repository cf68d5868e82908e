package io.parley.accounts;

import java.nio.file.Path;

import io.parley.testing.servers.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same on PostgreSQL. */
class PostgresAccountsTest extends AccountsContract {

    private static TestServer server;

    private static Database database;

    @BeforeAll
    static void open() {
        server = TestServer.postgres();
        database = new Database(
                new DatabaseProperties("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.port()), "parley",
                        null, 8),
                Path.of("unused"));
    }

    @AfterAll
    static void close() {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    Database database() {
        return database;
    }

}
