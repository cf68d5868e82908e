package io.parley.whisper.alignment;

/**
 * A word on its way to its place.
 *
 * @param text as the tokens spell it, with its space
 * @param firstToken counted over the whole window
 * @param tokenCount how many tokens; 0 for one that became part of its neighbour
 * @param start in seconds
 * @param end in seconds
 */
record TimedWord(String text, int firstToken, int tokenCount, double start, double end) {

    double duration() {
        return this.end - this.start;
    }

    TimedWord withStart(double other) {
        return new TimedWord(this.text, this.firstToken, this.tokenCount, other, this.end);
    }

    TimedWord withEnd(double other) {
        return new TimedWord(this.text, this.firstToken, this.tokenCount, this.start, other);
    }

    /** With a mark in front that belongs to it; the mark takes no time. */
    TimedWord after(TimedWord mark) {
        return new TimedWord(mark.text + this.text, mark.firstToken, mark.tokenCount + this.tokenCount, this.start,
                this.end);
    }

    /** With a mark behind that belongs to it; the mark takes no time. */
    TimedWord before(TimedWord mark) {
        return new TimedWord(this.text + mark.text, this.firstToken, this.tokenCount + mark.tokenCount, this.start,
                this.end);
    }

}
