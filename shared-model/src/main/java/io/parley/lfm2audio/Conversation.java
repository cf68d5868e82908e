package io.parley.lfm2audio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import io.parley.audio.PerFeatureLogMel;
import io.parley.audio.Pcm;
import io.parley.audio.SincResampler;
import io.parley.text.Tokenizer;

/**
 * What the model is asked, turn by turn, in the pieces that it was trained with: each
 * turn is {@code <|im_start|>ROLE\n}, its content and {@code <|im_end|>\n}, every piece
 * tokenized on its own. Control tokens that a caller's text spells out are plain text.
 * Sound is put where it belongs, with nothing around it. Not thread-safe.
 */
public final class Conversation {

    private static final String START = "<|startoftext|>";

    private final Tokenizer tokenizer;

    private final List<PromptPiece> pieces = new ArrayList<>();

    /** Positions of the start and the system turn. */
    private int head;

    private boolean inHead;

    private boolean ongoing;

    /** An empty conversation in a model's tokens. */
    Conversation(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
        control(START);
    }

    /**
     * Adds a system turn.
     * @param instruction what the model is to do
     * @return this
     */
    public Conversation system(String instruction) {
        return begin("system").text(instruction).end();
    }

    /**
     * Begins a turn.
     * @param role "system", "user" or "assistant", never what a caller wrote; the answer
     * is generated after the last's beginning
     * @return this
     */
    public Conversation begin(String role) {
        this.inHead = this.head == 0 && role.equals("system");
        return control("<|im_start|>" + role + "\n");
    }

    /**
     * Ends a turn.
     * @return this
     */
    public Conversation end() {
        control("<|im_end|>\n");
        if (this.inHead) {
            this.head = positions();
            this.inHead = false;
        }
        return this;
    }

    /**
     * Adds text to the turn. Whatever it spells out, it cannot end the turn.
     * @return this
     */
    public Conversation text(String text) {
        this.pieces.add(new PromptPiece.Text(this.tokenizer.encodePlain(text)));
        return this;
    }

    /** Adds text whose control tokens count as such. */
    Conversation control(String text) {
        this.pieces.add(new PromptPiece.Text(this.tokenizer.encode(text)));
        return this;
    }

    /**
     * Adds sound to the turn.
     * @param sound of any rate, 80 ms to {@value AudioEncoder#LONGEST_SECONDS} s
     * @return this
     * @throws io.parley.audio.AudioException.UnsupportedRate if the rate cannot be
     * converted
     */
    public Conversation sound(Pcm sound) {
        Pcm heard = (sound.sampleRate() == PerFeatureLogMel.SAMPLE_RATE) ? sound
                : new SincResampler(sound.sampleRate(), PerFeatureLogMel.SAMPLE_RATE).resample(sound);
        this.pieces.add(new PromptPiece.Clip(heard));
        return this;
    }

    /**
     * Adds what was generated to the turn, end-of-audio frames included. A token at its
     * end that ended the turn is left out: {@link #end()} writes it.
     * @return this
     */
    public Conversation generated(List<GeneratedItem> items) {
        int last = items.size() - 1;
        for (int i = 0; i <= last; i++) {
            switch (items.get(i)) {
                case GeneratedItem.TextToken token -> {
                    if (i < last || token.id() != ControlTokens.TURN_END) {
                        this.pieces.add(new PromptPiece.Text(new int[] { token.id() }));
                    }
                }
                case GeneratedItem.AudioFrame frame -> this.pieces.add(new PromptPiece.Frame(frame.codes()));
            }
        }
        return this;
    }

    /**
     * Says that the answer may be followed by a further turn: what is computed for this
     * one is kept for it.
     * @return this
     */
    public Conversation ongoing() {
        this.ongoing = true;
        return this;
    }

    boolean isOngoing() {
        return this.ongoing;
    }

    /** How many positions at its beginning other conversations are likely to share. */
    int head() {
        return this.head;
    }

    /** How many positions of the model's context it takes. */
    public int positions() {
        return this.pieces.stream().mapToInt(PromptPiece::positions).sum();
    }

    /** How many of them are of one modality. */
    int positions(Modality modality) {
        return this.pieces.stream()
            .filter((piece) -> piece.modality() == modality)
            .mapToInt(PromptPiece::positions)
            .sum();
    }

    /** The modality of each position. */
    public List<Modality> modalities() {
        return this.pieces.stream()
            .flatMap((piece) -> Collections.nCopies(piece.positions(), piece.modality()).stream())
            .toList();
    }

    /** The text tokens, other positions left out. */
    public int[] textIds() {
        return this.pieces.stream()
            .flatMapToInt(
                    (piece) -> (piece instanceof PromptPiece.Text text) ? IntStream.of(text.ids()) : IntStream.empty())
            .toArray();
    }

    List<PromptPiece> pieces() {
        return Collections.unmodifiableList(this.pieces);
    }

}
