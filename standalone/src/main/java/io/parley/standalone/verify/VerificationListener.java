package io.parley.standalone.verify;

/** Told how a verification goes on. */
public interface VerificationListener {

    /**
     * Something was done.
     * @param what for people
     * @param done so many
     * @param all of so many
     */
    void step(String what, int done, int all);

    /**
     * Something could not be done; the rest goes on.
     * @param what for people
     * @param why a sentence
     */
    void failed(String what, String why);

}
