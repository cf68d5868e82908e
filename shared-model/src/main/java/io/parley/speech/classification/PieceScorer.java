package io.parley.speech.classification;

/**
 * Judges a piece of sound as a whole.
 */
@FunctionalInterface
public interface PieceScorer {

    /**
     * Judges a piece.
     * @param samples mono; not kept, not changed
     * @param length how many of them are the piece
     * @throws io.parley.audio.AudioException.TooShort if there is too little of it
     */
    ScoredPiece score(float[] samples, int length);

}
