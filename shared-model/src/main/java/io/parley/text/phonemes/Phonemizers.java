package io.parley.text.phonemes;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

import io.parley.text.Accent;

/** The phonemizers of all accents, each read at its first use and kept. */
public final class Phonemizers {

    private final Supplier<Path> directory;

    private final Map<Accent, Phonemizer> read = new EnumMap<>(Accent.class);

    /**
     * Phonemizers over one directory.
     * @param directory of the files of the catalog's model {@code misaki-en}, asked for
     * at first use
     */
    public Phonemizers(Supplier<Path> directory) {
        this.directory = directory;
    }

    /**
     * An accent's phonemizer.
     * @throws PhonemesException if its dictionaries cannot be read; the next call tries
     * again
     */
    public synchronized Phonemizer of(Accent accent) {
        return this.read.computeIfAbsent(accent, (key) -> Phonemizer.read(this.directory.get(), key));
    }

}
