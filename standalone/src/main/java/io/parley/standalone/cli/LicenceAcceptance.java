package io.parley.standalone.cli;

import java.io.PrintWriter;
import java.util.function.UnaryOperator;

import io.parley.catalog.CatalogEntry;
import io.parley.catalog.CatalogException;
import io.parley.catalog.store.ModelStore;
import org.jspecify.annotations.Nullable;

/**
 * Shows a licence that has to be accepted, and has it accepted once: by flag, or by the
 * person at the terminal.
 */
final class LicenceAcceptance {

    private final ModelStore store;

    private final PrintWriter out;

    private final @Nullable UnaryOperator<@Nullable String> ask;

    /**
     * Makes it.
     * @param out where licences are shown
     * @param ask puts a question to a person and gives the answer, or null if there is
     * nobody to ask
     */
    LicenceAcceptance(ModelStore store, PrintWriter out, @Nullable UnaryOperator<@Nullable String> ask) {
        this.store = store;
        this.out = out;
        this.ask = ask;
    }

    /**
     * Makes sure that a model's licence is accepted. Does nothing if it is, or does not
     * have to be.
     * @param byFlag whether the caller accepts by having said so
     * @throws CatalogException.LicenceNotAccepted if it is not accepted
     */
    void require(CatalogEntry entry, boolean byFlag) {
        if (this.store.isLicenceAccepted(entry)) {
            return;
        }
        show(entry);
        if (!byFlag && !isAcceptedByHand()) {
            throw new CatalogException.LicenceNotAccepted(entry);
        }
        this.store.acceptLicence(entry);
        this.out.println("Accepted.");
        this.out.flush();
    }

    private void show(CatalogEntry entry) {
        this.out.println(entry.licence().attribution());
        entry.licence().conditions().forEach((condition) -> this.out.println("  - " + condition));
        if (entry.checkpoint() != null) {
            this.out.println("The text is the file LICENSE of " + entry.checkpoint().repository()
                    + " on the model hub, and in " + this.store.directory(entry) + " once it is fetched.");
        }
        this.out.flush();
    }

    private boolean isAcceptedByHand() {
        if (this.ask == null) {
            return false;
        }
        String answer = this.ask.apply("Do you accept the licence? Type yes to go on: ");
        return answer != null && answer.strip().equalsIgnoreCase("yes");
    }

}
