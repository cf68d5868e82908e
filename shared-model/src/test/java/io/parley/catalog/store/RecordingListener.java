package io.parley.catalog.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.parley.catalog.PullListener;
import io.parley.catalog.PullProgress;

/** Keeps what a pull says. */
final class RecordingListener implements PullListener {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    private final List<PullProgress> progress = new CopyOnWriteArrayList<>();

    private final Consumer<PullProgress> onProgress;

    RecordingListener() {
        this((progress) -> {
        });
    }

    RecordingListener(Consumer<PullProgress> onProgress) {
        this.onProgress = onProgress;
    }

    @Override
    public void progress(PullProgress step) {
        this.progress.add(step);
        this.onProgress.accept(step);
    }

    @Override
    public void message(String line) {
        this.messages.add(line);
    }

    List<String> messages() {
        return this.messages;
    }

    List<PullProgress> progress() {
        return this.progress;
    }

}
