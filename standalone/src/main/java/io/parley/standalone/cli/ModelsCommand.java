package io.parley.standalone.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.ModelTask;
import io.parley.catalog.progress.ByteCount;
import io.parley.catalog.progress.PullDisplay;
import io.parley.catalog.store.ModelState;
import io.parley.catalog.store.ModelStore;
import io.parley.catalog.store.StoreSettings;
import io.parley.compile.GraphStore;
import io.parley.concurrent.Cancellation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley models}: what there is, fetching and removing. */
@Command(name = "models", description = "Lists, fetches and removes models.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

    private final Catalog catalog = Catalog.builtIn();

    private final ModelStore store = new ModelStore(ModelStore.defaultRoot(System.getenv()),
            StoreSettings.fromEnvironment(System.getenv()));

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Command(name = "list", description = "Every model with its size, licence and state.",
            mixinStandardHelpOptions = true)
    int list() {
        String row = "%-18s %-14s %10s  %-10s %s%n";
        var out = this.spec.commandLine().getOut();
        out.printf(Locale.ROOT, row, "MODEL", "TASK", "SIZE", "LICENCE", "STATE");
        for (CatalogEntry entry : this.catalog.entries()) {
            out.printf(Locale.ROOT, row, entry.id(), entry.task().toString().toLowerCase(Locale.ROOT),
                    ByteCount.of(entry.bytes()), entry.licence().id(), words(this.store.state(entry)));
        }
        out.flush();
        return 0;
    }

    private static String words(ModelState state) {
        return switch (state) {
            case ModelState.Absent _ -> "not here";
            case ModelState.Partial partial -> ByteCount.of(partial.bytes()) + " fetched";
            case ModelState.Ready _ -> "ready";
        };
    }

    @Command(name = "pull", description = "Fetches a model, or the default ones.", mixinStandardHelpOptions = true)
    int pull(@Parameters(arity = "0..*", paramLabel = "MODEL") List<String> ids) {
        List<CatalogEntry> entries = (ids == null || ids.isEmpty()) ? defaults()
                : ids.stream().map(this.catalog::entry).toList();
        GraphStore graphs = new GraphStore(this.store.root());
        try (PullDisplay display = Terminal.display()) {
            for (CatalogEntry entry : entries) {
                // what is there is read as a whole once; what is fetched is verified by
                // that
                this.store.verify(entry, display, Cancellation.never());
                this.store.pull(entry, display, Cancellation.never());
                entry.files().stream().map(CatalogFile::sha256).forEach(graphs::verify);
                display.message(entry.id() + " is ready.");
            }
        }
        return 0;
    }

    private List<CatalogEntry> defaults() {
        return List.of(ModelTask.values()).stream().map(this.catalog::defaultFor).flatMap(Optional::stream).toList();
    }

    @Command(name = "remove", description = "Removes a model's files, and what was compiled from them.",
            mixinStandardHelpOptions = true)
    int remove(@Parameters(arity = "1..*", paramLabel = "MODEL") List<String> ids) {
        GraphStore graphs = new GraphStore(this.store.root());
        for (CatalogEntry entry : ids.stream().map(this.catalog::entry).toList()) {
            long bytes = this.store.remove(entry);
            entry.files().stream().map(CatalogFile::sha256).forEach(graphs::remove);
            this.spec.commandLine().getOut().println(entry.id() + " is removed, " + ByteCount.of(bytes) + ".");
        }
        return 0;
    }

}
