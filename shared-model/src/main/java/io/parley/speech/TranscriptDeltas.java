package io.parley.speech;

/**
 * Turns the pieces of a transcript, as they are decided, into what is added to its text.
 * Space at the beginning is dropped and space at an end held back until words follow, so
 * that all additions together are the text to the letter. Not thread-safe.
 */
public final class TranscriptDeltas {

    private final StringBuilder heldBack = new StringBuilder();

    private boolean begun;

    /**
     * What the next piece adds.
     * @param piece with the space that divides it from what came before
     * @return empty if it adds nothing yet
     */
    public String next(String piece) {
        String words = piece.stripTrailing();
        if (words.isEmpty()) {
            this.heldBack.append(piece);
            return "";
        }
        String delta = this.begun ? this.heldBack + words : words.stripLeading();
        this.heldBack.setLength(0);
        this.heldBack.append(piece, words.length(), piece.length());
        this.begun = true;
        return delta;
    }

}
