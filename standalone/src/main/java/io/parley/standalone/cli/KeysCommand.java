package io.parley.standalone.cli;

import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.parley.accounts.AccountsConfiguration;
import io.parley.accounts.Database;
import io.parley.accounts.DatabaseProperties;
import io.parley.accounts.keys.ApiKey;
import io.parley.accounts.keys.ApiKeys;
import io.parley.accounts.keys.Grant;
import io.parley.accounts.keys.Limits;
import io.parley.accounts.keys.NewApiKey;
import io.parley.accounts.keys.Scope;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code parley keys}: makes, lists and revokes API keys in the server's database,
 * whether it runs or not.
 */
@Command(name = "keys", description = "Makes, lists and revokes API keys.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ISO_LOCAL_DATE.withZone(ZoneOffset.UTC);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Command(name = "create", description = "Makes a key and prints it, this once.", mixinStandardHelpOptions = true)
    int create(@Parameters(paramLabel = "NAME", description = "By which people know it.") String name, @Option(
            names = "--scope", paramLabel = "SCOPE",
            description = "transcribe, speak, classify, chat or admin; repeat for several (default: all but admin).") @Nullable List<Scope> scopes,
            @Option(names = "--model", paramLabel = "MODEL",
                    description = "The only model that it may use; repeat for several (default: all).") @Nullable List<String> models,
            @Option(names = "--requests-per-minute", paramLabel = "N",
                    description = "Of each job.") @Nullable Integer requests,
            @Option(names = "--audio-seconds-per-day", paramLabel = "N",
                    description = "Heard and spoken, of each job.") @Nullable Long seconds,
            @Option(names = "--concurrent-streams", paramLabel = "N",
                    description = "Requests at a time, of each job.") @Nullable Integer streams) {
        Grant grant;
        try {
            grant = new Grant(name, (scopes != null) ? EnumSet.copyOf(scopes) : Scope.jobs(),
                    (models != null) ? Set.copyOf(models) : Set.of(), new Limits(requests, seconds, streams));
        }
        catch (IllegalArgumentException ex) {
            throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
        }
        NewApiKey made = with((keys) -> keys.create(grant));
        PrintWriter err = this.spec.commandLine().getErr();
        err.printf("The key %s (%s) may %s. It is shown this once: keep it.%n", made.key().id(), name, words(grant));
        err.flush();
        this.spec.commandLine().getOut().println(made.text());
        return ExitCode.OK;
    }

    @Command(name = "list", description = "Every key, without its secret.", mixinStandardHelpOptions = true)
    int list() {
        String row = "%-12s  %-24s  %-10s  %-10s  %-32s  %s%n";
        List<ApiKey> keys = with(ApiKeys::list);
        PrintWriter out = this.spec.commandLine().getOut();
        out.printf(Locale.ROOT, row, "ID", "BEGINS WITH", "MADE", "REVOKED", "MAY", "NAME");
        for (ApiKey key : keys) {
            out.printf(Locale.ROOT, row, key.id(), key.prefix(), DAY.format(key.createdAt()),
                    (key.revokedAt() != null) ? DAY.format(key.revokedAt()) : "", words(key.grant()),
                    key.grant().name());
        }
        out.flush();
        return ExitCode.OK;
    }

    @Command(name = "revoke", description = "Has a key work no longer.", mixinStandardHelpOptions = true)
    int revoke(@Parameters(paramLabel = "ID", description = "As the list shows it.") String id) {
        if (with((keys) -> keys.revoke(id)).isEmpty()) {
            throw new ParameterException(this.spec.commandLine(),
                    "There is no key '%s'; 'parley keys list' shows which there are.".formatted(id));
        }
        this.spec.commandLine().getOut().println(id + " is revoked.");
        return ExitCode.OK;
    }

    private static String words(Grant grant) {
        return grant.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
    }

    private static <T> T with(Function<ApiKeys, T> work) {
        // a command's output is for its caller; errors come as exceptions
        LoggingSystem.get(KeysCommand.class.getClassLoader()).beforeInitialize();
        Environment environment = CommandEnvironment.load();
        DatabaseProperties properties = Binder.get(environment)
            .bindOrCreate("parley.database", DatabaseProperties.class);
        try (Database database = new Database(properties, AccountsConfiguration.home(environment))) {
            return work.apply(new ApiKeys(database, new SecureRandom(), Clock.systemUTC()));
        }
    }

}
