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
import io.parley.compile.GraphStore;
import io.parley.compile.SourceDigests;
import io.parley.compile.lfm2audio.CheckpointDirectory;
import io.parley.compile.lfm2audio.Lfm2AudioCompiler;
import io.parley.concurrent.Cancellation;
import io.parley.lfm2audio.Lfm2AudioOffers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley models}: what there is, fetching and removing. */
@Command(name = "models", description = "Lists, fetches and removes models.", mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand {

    private final Catalog catalog = Catalog.builtIn();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Command(name = "list", description = "Every model with its size, licence and state.",
            mixinStandardHelpOptions = true)
    int list() {
        ModelStore store = ConfiguredStore.open();
        String row = "%-18s %-14s %10s  %-25s %s%n";
        var out = this.spec.commandLine().getOut();
        out.printf(Locale.ROOT, row, "MODEL", "TASK", "SIZE", "LICENCE", "STATE");
        for (CatalogEntry entry : this.catalog.entries()) {
            out.printf(Locale.ROOT, row, entry.id(), entry.task().toString().toLowerCase(Locale.ROOT),
                    size(store, entry), entry.licence().id(), words(store, entry));
        }
        out.flush();
        return 0;
    }

    private static String size(ModelStore store, CatalogEntry entry) {
        return store.locked(entry)
            .map((known) -> ByteCount.of(known.bytes()))
            .orElseGet(() -> "~" + ByteCount.of(entry.bytes()));
    }

    private static String words(ModelStore store, CatalogEntry entry) {
        return switch (store.state(entry)) {
            case ModelState.Absent _ when !store.isLicenceAccepted(entry) -> "not here, licence to be accepted";
            case ModelState.Absent _ -> "not here";
            case ModelState.Partial partial -> ByteCount.of(partial.bytes()) + " fetched";
            case ModelState.Ready _ -> "ready";
        };
    }

    @Command(name = "pull", description = "Fetches a model, or the default ones.", mixinStandardHelpOptions = true)
    int pull(@Parameters(arity = "0..*", paramLabel = "MODEL") List<String> ids, @Option(names = "--accept-licence",
            description = "Accept the models' licences where they ask for it.") boolean accept) {
        List<CatalogEntry> entries = (ids == null || ids.isEmpty()) ? defaults()
                : ids.stream().map(this.catalog::entry).toList();
        ModelStore store = ConfiguredStore.open();
        LicenceAcceptance licences = new LicenceAcceptance(store, this.spec.commandLine().getErr(),
                Terminal.question());
        entries.forEach((entry) -> licences.require(entry, accept));
        GraphStore graphs = new GraphStore(store.root());
        try (PullDisplay display = Terminal.display()) {
            for (CatalogEntry entry : entries) {
                // what is there is read as a whole once; what is fetched is verified by
                // that
                boolean whole = store.verify(entry, display, Cancellation.never()).isEmpty();
                store.pull(entry, display, Cancellation.never());
                digests(store, entry).forEach((digest) -> graphs.repair(digest, whole));
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
        ModelStore store = ConfiguredStore.open();
        GraphStore graphs = new GraphStore(store.root());
        for (CatalogEntry entry : ids.stream().map(this.catalog::entry).toList()) {
            List<String> sources = digests(store, entry);
            long bytes = store.remove(entry);
            sources.forEach(graphs::remove);
            this.spec.commandLine()
                .getOut()
                .println(entry.id() + ((bytes > 0) ? " is removed, " + ByteCount.of(bytes) + "." : " is not here."));
        }
        return 0;
    }

    /** What the graphs of a model are kept by. */
    private static List<String> digests(ModelStore store, CatalogEntry entry) {
        if (entry.architecture().equals(Lfm2AudioOffers.ARCHITECTURE)) {
            return store.isPresent(entry)
                    ? new Lfm2AudioCompiler(new GraphStore(store.root()), new SourceDigests(store.root()))
                        .digests(new CheckpointDirectory(store.directory(entry)), Cancellation.never())
                    : List.of();
        }
        return entry.files().stream().map(CatalogFile::sha256).toList();
    }

}
