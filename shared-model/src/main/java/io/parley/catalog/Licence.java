package io.parley.catalog;

/**
 * Under what terms a model's files may be used.
 *
 * @param id SPDX identifier, or {@code LicenseRef-} and a name
 * @param attribution a sentence that says whose work the files are
 * @param acceptanceRequired whether somebody has to accept the terms before the files are
 * fetched
 */
public record Licence(String id, String attribution, boolean acceptanceRequired) {

    public Licence {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9.+-]*")) {
            throw new IllegalArgumentException("\"" + id + "\" is no SPDX licence identifier");
        }
    }
}
