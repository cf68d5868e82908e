package io.parley.catalog;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Why a model cannot be had. Each message is one sentence for the person who asked.
 */
public abstract sealed class CatalogException extends RuntimeException {

    private CatalogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** No model has the id. */
    public static final class UnknownModel extends CatalogException {

        private final String id;

        UnknownModel(String id, List<String> known) {
            super("There is no model \"" + id + "\"; there are " + String.join(", ", known) + ".", null);
            this.id = id;
        }

        /** What was asked for. */
        public String id() {
            return this.id;
        }

    }

    /** The catalog itself says something impossible. */
    public static final class InvalidCatalog extends CatalogException {

        InvalidCatalog(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

    }

    /** The model's licence has to be accepted first. */
    public static final class LicenceNotAccepted extends CatalogException {

        private final Licence licence;

        public LicenceNotAccepted(CatalogEntry entry) {
            super("The licence " + entry.licence().id() + " of " + entry.id()
                    + " has to be accepted first, which 'parley models pull " + entry.id() + " --accept-licence' does: "
                    + entry.licence().attribution(), null);
            this.licence = entry.licence();
        }

        /** The licence to accept. */
        public Licence licence() {
            return this.licence;
        }

    }

    /** None of a file's sources gave it. */
    public static final class FileUnavailable extends CatalogException {

        private final String file;

        private final List<CatalogException> failures;

        public FileUnavailable(String model, String file, List<CatalogException> failures) {
            super(file + " of " + model + " cannot be had: "
                    + failures.stream().map(FileUnavailable::clause).collect(Collectors.joining("; ")) + ".",
                    failures.isEmpty() ? null : failures.getLast());
            this.file = file;
            this.failures = List.copyOf(failures);
        }

        private static String clause(CatalogException failure) {
            String message = String.valueOf(failure.getMessage());
            return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        }

        /** The file's name. */
        public String file() {
            return this.file;
        }

        /** Why, one for each source, in their order. */
        public List<CatalogException> failures() {
            return this.failures;
        }

    }

    /** The model's files have to be fetched by command first. */
    public static final class NotPulled extends CatalogException {

        public NotPulled(CatalogEntry entry) {
            super("The files of " + entry.id() + " are not all here, or not as they were fetched: 'parley models pull "
                    + entry.id() + "' fetches them.", null);
        }

    }

    /**
     * What a checkpoint is made of is known to the model hub only, and the hub did not
     * say.
     */
    public static final class CheckpointUnknown extends CatalogException {

        public CheckpointUnknown(CatalogEntry entry, SourceFailed failure) {
            super(entry.id() + " cannot be fetched, for " + lowered(FileUnavailable.clause(failure)) + ": set parley."
                    + entry.architecture() + ".directories." + entry.id()
                    + " to a directory that holds the checkpoint's files, or HF_ENDPOINT to a hub that can be reached.",
                    failure);
        }

        private static String lowered(String clause) {
            return clause.startsWith("The ") ? "the " + clause.substring("The ".length()) : clause;
        }

    }

    /**
     * The model hub gives another file for a locked commit than at the first pull; what
     * it gave was deleted.
     */
    public static final class HubChanged extends CatalogException {

        private final String file;

        public HubChanged(String model, Source.Hub place, CatalogException failure) {
            super(place.repository() + " was changed on the hub at commit " + place.revision()
                    + ", to which the first pull locked " + model + ": " + FileUnavailable.clause(failure)
                    + "; 'parley models remove " + model + "' forgets the lock.", failure);
            this.file = place.path();
        }

        /** The file's path in the repository. */
        public String file() {
            return this.file;
        }

    }

    /** A source does not have the file or did not answer. */
    public static final class SourceFailed extends CatalogException {

        public SourceFailed(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

    }

    /** A source gave a file that is not the pinned one; what it gave was deleted. */
    public static final class WrongContent extends CatalogException {

        private final String file;

        public WrongContent(String file, String source, String difference) {
            super(file + " from " + source + " is not the pinned file and was deleted: " + difference + ".", null);
            this.file = file;
        }

        /** The file's name. */
        public String file() {
            return this.file;
        }

    }

    /** A package client is not installed. */
    public static final class ClientMissing extends CatalogException {

        public ClientMissing(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

    }

    /** There is no room for the files. */
    public static final class DiskFull extends CatalogException {

        private final long neededBytes;

        private final long availableBytes;

        public DiskFull(String what, long neededBytes, long availableBytes, @Nullable Throwable cause) {
            super("The disk is full: " + what + " needs " + neededBytes + " bytes and " + availableBytes
                    + " are available.", cause);
            this.neededBytes = neededBytes;
            this.availableBytes = availableBytes;
        }

        /** How many bytes were still to be written. */
        public long neededBytes() {
            return this.neededBytes;
        }

        /** How many bytes there was room for. */
        public long availableBytes() {
            return this.availableBytes;
        }

    }

    /** Somebody else is working on the model's files. */
    public static final class ModelBusy extends CatalogException {

        public ModelBusy(String model) {
            super(model + " is being fetched or checked by someone else: try again when that is over.", null);
        }

    }

    /** The store cannot be read or written. */
    public static final class StoreFailed extends CatalogException {

        public StoreFailed(String message, Throwable cause) {
            super(message, cause);
        }

    }

}
