package io.parley.web.usage;

import java.util.function.Consumer;

import io.parley.accounts.usage.Usage;
import io.parley.audio.Pcm;
import io.parley.audio.PcmSource;
import io.parley.speech.PcmSink;

/** What one request has used so far. For one thread. */
public final class UsageCount implements AutoCloseable {

    private static final Usage NOTHING = new Usage(0, 0, 0, 0, 0);

    private final Consumer<Usage> over;

    private double secondsIn;

    private double secondsOut;

    private long characters;

    private long tokensIn;

    private long tokensOut;

    UsageCount(Consumer<Usage> over) {
        this.over = over;
    }

    /** A sound that counts as it is heard. */
    public PcmSource heard(PcmSource sound) {
        return new HeardSound(sound, (seconds) -> this.secondsIn += seconds);
    }

    /** A sink whose sound counts as it is spoken. */
    public PcmSink spoken(PcmSink sink) {
        return (Pcm sound) -> {
            this.secondsOut += sound.samples().length / (double) sound.sampleRate();
            sink.accept(sound);
        };
    }

    /** Text that is read. */
    public void characters(long count) {
        this.characters += count;
    }

    /** Tokens by a model's own count. */
    public void tokens(long in, long out) {
        this.tokensIn += in;
        this.tokensOut += out;
    }

    /** The work is over: what it used, if anything, is written down. */
    @Override
    public void close() {
        Usage usage = new Usage(this.secondsIn, this.secondsOut, this.characters, this.tokensIn, this.tokensOut);
        if (!usage.equals(NOTHING)) {
            this.over.accept(usage);
        }
    }

}
