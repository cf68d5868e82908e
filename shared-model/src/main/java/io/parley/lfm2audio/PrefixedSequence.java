package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.parley.concurrent.Cancellation;
import io.parley.pool.MemoryAllowance;

/**
 * One sequence in the backbone, begun where the cache of prefixes knows its beginning.
 * Not thread-safe.
 */
final class PrefixedSequence {

    private final BackboneState backbone;

    private final PrefixCache prefixes;

    private final PromptMetrics metrics;

    private final MemoryAllowance allowance;

    private @Nullable SequenceDigest digest;

    private @Nullable PrefixKey prompt;

    private boolean ongoing;

    /**
     * A sequence.
     * @param allowance asked before prefixes are kept
     */
    PrefixedSequence(BackboneState backbone, PrefixCache prefixes, PromptMetrics metrics, MemoryAllowance allowance) {
        this.backbone = backbone;
        this.prefixes = prefixes;
        this.metrics = metrics;
        this.allowance = allowance;
    }

    /** Begins with a prompt, of which only what is not known is fed. */
    void begin(Conversation prompt, PromptFeeder feeder, Cancellation cancellation) {
        forget();
        List<PrefixKey> keys = keys(prompt);
        @Nullable PrefixKey known = this.prefixes.restore(keys, this.backbone);
        int reused = (known != null) ? known.length() : 0;
        feeder.begin();
        int position = 0;
        for (PromptPiece piece : prompt.pieces()) {
            int end = position + piece.positions();
            if (end > reused) {
                feeder.add(piece.after(Math.max(0, reused - position)), cancellation);
            }
            position = end;
            if (position == prompt.head() && position > reused && this.prefixes.enabled()) {
                feeder.finish(cancellation);
                key(keys, position)
                    .ifPresent((head) -> this.prefixes.keep(head, this.backbone, null, null, this.allowance));
            }
        }
        feeder.finish(cancellation);
        this.metrics.prompt(reused, position - reused);
        if (prompt.isOngoing() && !keys.isEmpty()) {
            this.ongoing = true;
            @Nullable PrefixKey answer = (reused > prompt.head()) ? known : null;
            this.prompt = keys.getLast();
            this.prefixes.keep(this.prompt, this.backbone, null, answer, this.allowance);
        }
    }

    private List<PrefixKey> keys(Conversation prompt) {
        List<PrefixKey> keys = new ArrayList<>();
        if (this.prefixes.enabled()) {
            SequenceDigest all = new SequenceDigest();
            for (PromptPiece piece : prompt.pieces()) {
                for (PromptPiece unit : piece.units()) {
                    all.add(unit);
                    keys.add(all.key());
                }
            }
            this.digest = all;
        }
        return keys;
    }

    private static Optional<PrefixKey> key(List<PrefixKey> keys, int length) {
        return keys.stream().filter((key) -> key.length() == length).findFirst();
    }

    /** Notes what was generated and has been fed. */
    void appended(PromptPiece piece) {
        if (this.digest != null) {
            this.digest.add(piece);
        }
    }

    /** Keeps what it has come to, if its conversation may go on. */
    void keep() {
        if (this.ongoing && this.digest != null) {
            PrefixKey key = this.digest.key();
            if (!key.equals(this.prompt)) {
                this.prefixes.keep(key, this.backbone, this.prompt, null, this.allowance);
            }
        }
        forget();
    }

    /** Notes that the sequence is no longer what was fed. */
    void forget() {
        this.digest = null;
        this.prompt = null;
        this.ongoing = false;
    }

}
