package io.parley.spring;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;

/** Remembers how far each model is that is being fetched. Thread-safe. */
final class FetchProgress {

    private final Map<String, PullProgress> underWay = new ConcurrentHashMap<>();

    private final PullListener next;

    /**
     * Knows of no fetches yet.
     * @param next who else is told of them
     */
    FetchProgress(PullListener next) {
        this.next = next;
    }

    /** What a model is at; empty once its last item is there. */
    Optional<PullProgress> of(String model) {
        return Optional.ofNullable(this.underWay.get(model));
    }

    /** To be told by whoever fetches. */
    PullListener listener() {
        return new PullListener() {

            @Override
            public void progress(PullProgress progress) {
                if (progress.isComplete()) {
                    FetchProgress.this.underWay.remove(progress.model());
                }
                else {
                    FetchProgress.this.underWay.put(progress.model(), progress);
                }
                FetchProgress.this.next.progress(progress);
            }

            @Override
            public void message(String line) {
                FetchProgress.this.next.message(line);
            }
        };
    }

}
