package io.parley.accounts.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

import io.parley.accounts.Database;
import io.parley.accounts.keys.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** What has been used. Thread-safe. */
public final class UsageRows {

    private final Database database;

    /** Keeps usage in a database. */
    public UsageRows(Database database) {
        this.database = database;
    }

    /** Whether the database has been opened, which may take seconds. */
    public boolean isOpen() {
        return this.database.isOpen();
    }

    /**
     * Writes a row down.
     * @return whether it is new: of a request, only the first row counts
     */
    public boolean add(UsageRow row) {
        try {
            this.database.client()
                .sql("""
                        insert into usage_row (id, request_id, caller, job, model, used_on, audio_seconds_in,
                            audio_seconds_out, characters, tokens_in, tokens_out)
                        values (:id, :request, :caller, :job, :model, :day, :in, :out, :characters, :read, :written)""")
                .param("id", row.id())
                .param("request", row.requestId())
                .param("caller", row.caller())
                .param("job", row.job().word())
                .param("model", row.model())
                .param("day", row.day())
                .param("in", row.usage().audioSecondsIn())
                .param("out", row.usage().audioSecondsOut())
                .param("characters", row.usage().characters())
                .param("read", row.usage().tokensIn())
                .param("written", row.usage().tokensOut())
                .update();
            return true;
        }
        catch (DuplicateKeyException _) {
            return false;
        }
    }

    /** Seconds of sound that a caller has had heard and spoken for a job in a day. */
    public double audioSeconds(String caller, Scope job, LocalDate day) {
        return this.database.client()
            .sql("""
                    select coalesce(sum(audio_seconds_in + audio_seconds_out), 0) from usage_row
                    where caller = :caller and job = :job and used_on = :day""")
            .param("caller", caller)
            .param("job", job.word())
            .param("day", day)
            .query(Double.class)
            .single();
    }

    /**
     * What was used, by day, caller, job and model.
     * @param from the first day
     * @param to the last day
     * @param caller the only one to count, or null for all
     */
    public List<UsageTotal> totals(LocalDate from, LocalDate to, @Nullable String caller) {
        return this.database.client()
            .sql("""
                    select used_on, caller, job, model, count(*) as requests, sum(audio_seconds_in) as heard,
                        sum(audio_seconds_out) as spoken, sum(characters) as characters,
                        sum(tokens_in) as tokens_in, sum(tokens_out) as tokens_out
                    from usage_row
                    where used_on between :from and :to and (:all or caller = :caller)
                    group by used_on, caller, job, model
                    order by used_on, caller, job, model""")
            .param("from", from)
            .param("to", to)
            .param("all", caller == null)
            .param("caller", (caller != null) ? caller : "")
            .query((row, number) -> total(row))
            .list();
    }

    private static UsageTotal total(ResultSet row) throws SQLException {
        Usage usage = new Usage(row.getDouble("heard"), row.getDouble("spoken"), row.getLong("characters"),
                row.getLong("tokens_in"), row.getLong("tokens_out"));
        return new UsageTotal(row.getObject("used_on", LocalDate.class), row.getString("caller"), row.getString("job"),
                row.getString("model"), row.getLong("requests"), usage);
    }

}
