package io.parley.catalog;

/**
 * Told how a pull goes on, on the thread that pulls.
 */
public interface PullListener {

    /** One that nothing is told. */
    static PullListener none() {
        return new PullListener() {
            @Override
            public void progress(PullProgress progress) {
            }

            @Override
            public void message(String line) {
            }
        };
    }

    /**
     * Some bytes of a file or of a package are there. Comes often: many times a second.
     */
    void progress(PullProgress progress);

    /**
     * Something that a person should know, as a damaged file that was removed.
     * @param line a sentence, without a line break
     */
    void message(String line);

}
