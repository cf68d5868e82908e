package io.parley.text;

/** An accent of English: how words sound, and how dates and numbers are said. */
public enum Accent {

    /** General American. */
    AMERICAN,

    /** Southern British. */
    BRITISH

}
