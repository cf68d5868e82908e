package io.parley.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The database, opened and brought up to date when it is first asked for: a server that
 * asks nobody for a key starts without it.
 */
public final class Database implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Database.class);

    private static final int CONNECTION_TIMEOUT_MS = 5_000;

    private final DatabaseProperties properties;

    private final Path home;

    private @Nullable HikariDataSource pool;

    private volatile @Nullable JdbcClient client;

    /**
     * Opens nothing yet.
     * @param properties where it is
     * @param home folder of the default one
     */
    public Database(DatabaseProperties properties, Path home) {
        this.properties = properties;
        this.home = home;
    }

    /** Whether {@link #client()} gives it without opening it. */
    public boolean isOpen() {
        return this.client != null;
    }

    /**
     * The open database. To open one that is away takes seconds, of one caller after the
     * other.
     * @throws DatabaseException if it cannot be opened
     */
    public synchronized JdbcClient client() {
        JdbcClient open = this.client;
        if (open == null) {
            open = open();
            this.client = open;
        }
        return open;
    }

    private JdbcClient open() {
        String url = (this.properties.url() != null) ? this.properties.url() : file();
        HikariDataSource opened = new HikariDataSource();
        opened.setJdbcUrl(url);
        opened.setUsername((this.properties.username() != null) ? this.properties.username() : "");
        opened.setPassword((this.properties.password() != null) ? this.properties.password() : "");
        opened.setMaximumPoolSize(this.properties.connections());
        opened.setMinimumIdle(1);
        opened.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        // the first connection is Flyway's, whose error says more
        opened.setInitializationFailTimeout(-1);
        opened.setPoolName("accounts");
        try {
            Flyway.configure(Database.class.getClassLoader()).dataSource(opened).connectRetries(0).load().migrate();
        }
        catch (FlywayException ex) {
            opened.close();
            throw new DatabaseException(
                    "The database of keys and usage, %s, cannot be used: %s".formatted(shown(url), rootMessage(ex)),
                    ex);
        }
        this.pool = opened;
        log.info("keys and usage are kept in {}", shown(url));
        return JdbcClient.create(opened);
    }

    /**
     * An H2 file that several processes of one machine may use at a time: the server and
     * the command that makes keys.
     */
    private String file() {
        Path folder = this.home.resolve("accounts");
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        catch (IOException ex) {
            throw new UncheckedIOException("%s cannot be made".formatted(folder), ex);
        }
        if (System.getProperty("h2.bindAddress") == null) {
            // else the process that has the file open would listen to the network
            System.setProperty("h2.bindAddress", "127.0.0.1");
        }
        return "jdbc:h2:file:%s;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;AUTO_SERVER=TRUE"
            .formatted(folder.resolve("accounts").toAbsolutePath());
    }

    /** What follows may hold a password. */
    private static String shown(String url) {
        return url.replaceAll("[?;].*", "");
    }

    private static @Nullable String rootMessage(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    @Override
    public synchronized void close() {
        HikariDataSource opened = this.pool;
        if (opened != null) {
            opened.close();
        }
        this.pool = null;
        this.client = null;
    }

}
