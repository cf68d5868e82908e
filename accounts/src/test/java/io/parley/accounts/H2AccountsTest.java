package io.parley.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The default: a file of H2. */
class H2AccountsTest extends AccountsContract {

    @TempDir
    private static Path home;

    private static Database database;

    @BeforeAll
    static void open() {
        database = new Database(new DatabaseProperties(null, null, null, 8), home);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Database database() {
        return database;
    }

    @Test
    void nothingIsOpenedBeforeItIsAskedFor(@TempDir Path other) throws Exception {
        try (Database unopened = new Database(new DatabaseProperties(null, null, null, 8), other)) {
            assertThat(unopened).isNotNull();
            try (var files = Files.list(other)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void onlyItsOwnerReadsTheFile() throws Exception {
        database.client();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("accounts"))))
            .isEqualTo("rwx------");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidInASentence() {
        DatabaseProperties nowhere = new DatabaseProperties("jdbc:postgresql://127.0.0.1:1/none?password=secret", "me",
                "secret", 8);
        try (Database database = new Database(nowhere, home)) {
            assertThatThrownBy(database::client).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/none")
                .hasMessageNotContaining("secret");
        }
    }

}
