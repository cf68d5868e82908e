package io.parley.llama;

import java.util.List;

/**
 * Ends a text where one of the texts comes that its caller named. What may be the
 * beginning of one is held back until that is decided. Not thread-safe.
 */
final class StopTexts {

    private final List<String> stops;

    private final StringBuilder held = new StringBuilder();

    private boolean found;

    StopTexts(List<String> stops) {
        this.stops = stops;
    }

    /**
     * Takes more text.
     * @return what can be shown by now; may be empty
     */
    String append(String text) {
        this.held.append(text);
        int end = Integer.MAX_VALUE;
        for (String stop : this.stops) {
            int place = this.held.indexOf(stop);
            if (place >= 0 && place < end) {
                end = place;
                this.found = true;
            }
        }
        return this.found ? take(end) : take(undecided());
    }

    /** Whether one has come; nothing is to be appended after that. */
    boolean found() {
        return this.found;
    }

    /** What was held back and is no stop text after all. */
    String finish() {
        return this.found ? "" : take(this.held.length());
    }

    private String take(int end) {
        String shown = this.held.substring(0, end);
        this.held.delete(0, end);
        return shown;
    }

    /** Where the first stop text may have begun that is not whole yet. */
    private int undecided() {
        for (int start = 0; start < this.held.length(); start++) {
            String tail = this.held.substring(start);
            if (this.stops.stream().anyMatch((stop) -> stop.startsWith(tail))) {
                return start;
            }
        }
        return this.held.length();
    }

}
