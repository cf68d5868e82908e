package io.parley.spring;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;

import com.sun.management.OperatingSystemMXBean;

import io.parley.catalog.Catalog;
import io.parley.catalog.CatalogEntry;
import io.parley.catalog.store.ModelStore;
import io.parley.pool.ModelPool;
import io.parley.pool.PoolEntry;
import io.parley.speech.MachineStatus;
import io.parley.speech.ModelMonitor;
import io.parley.speech.ModelStatus;
import io.parley.speech.ModelStatus.Fetching;
import io.parley.speech.ModelStatus.State;
import io.parley.whisper.WhisperLanguageClassifiers;

/** Looks at this process's pool, store and metrics. */
final class LocalModelMonitor implements ModelMonitor {

    private static final PoolEntry NEVER_ASKED_FOR = new PoolEntry(false, false, 0, 0, 0);

    private final OperatingSystemMXBean machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Catalog catalog;

    private final ModelStore store;

    private final Set<String> ofTheOperator;

    private final ModelPool pool;

    private final FetchProgress fetches;

    private final RunMetrics runs;

    /**
     * Looks at nothing yet.
     * @param ofTheOperator ids of models that the operator has on disk, outside of the
     * store
     */
    LocalModelMonitor(Catalog catalog, ModelStore store, Set<String> ofTheOperator, ModelPool pool,
            FetchProgress fetches, RunMetrics runs) {
        this.catalog = catalog;
        this.store = store;
        this.ofTheOperator = Set.copyOf(ofTheOperator);
        this.pool = pool;
        this.fetches = fetches;
        this.runs = runs;
    }

    @Override
    public ModelStatus status(String model) {
        // what says the language is another job of a loaded transcriber
        String weights = model.endsWith(WhisperLanguageClassifiers.SUFFIX)
                ? model.substring(0, model.length() - WhisperLanguageClassifiers.SUFFIX.length()) : model;
        Optional<CatalogEntry> known = this.catalog.entries()
            .stream()
            .filter((entry) -> entry.id().equals(weights))
            .findFirst();
        Optional<PoolEntry> pooled = this.pool.entry(weights);
        if (known.isEmpty() && pooled.isEmpty() && !this.ofTheOperator.contains(weights)) {
            return ModelStatus.elsewhere();
        }
        PoolEntry entry = pooled.orElse(NEVER_ASKED_FOR);
        // a fetch that failed leaves its last word behind, but no load
        Fetching fetching = this.fetches.of(weights)
            .filter((_) -> entry.loading())
            .map((progress) -> new Fetching(progress.item(), progress.bytes(), progress.total()))
            .orElse(null);
        State onDisk = known.stream().allMatch(this.store::isPresent) ? State.FETCHED : State.ABSENT;
        return new ModelStatus((fetching != null) ? State.FETCHING : state(entry, onDisk), entry.residentBytes(),
                entry.leases(), entry.waiting(), this.runs.runs(model), this.runs.realTimeFactor(model), fetching);
    }

    private static State state(PoolEntry entry, State onDisk) {
        if (entry.loaded()) {
            return State.LOADED;
        }
        return entry.loading() ? State.LOADING : onDisk;
    }

    @Override
    public MachineStatus machine() {
        return new MachineStatus(ManagementFactory.getRuntimeMXBean().getName(), this.machine.getAvailableProcessors(),
                this.machine.getCpuLoad(), this.machine.getTotalMemorySize(), ProcessMemory.residentBytes(),
                this.pool.memoryUsed(), this.pool.memoryBudget());
    }

}
