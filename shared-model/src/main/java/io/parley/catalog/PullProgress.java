package io.parley.catalog;

/**
 * How far one transfer is.
 *
 * @param model the model's id
 * @param item the file's name, or a package's name and version
 * @param bytes that are there
 * @param total bytes there will be, above 0
 */
public record PullProgress(String model, String item, long bytes, long total) {

    /** Whether all is there. */
    public boolean isComplete() {
        return this.bytes >= this.total;
    }

    /** Share that is there, in whole percent, 0 to 100. */
    public int percent() {
        return (int) Math.min(100, this.bytes * 100 / this.total);
    }

}
