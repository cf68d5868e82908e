package io.parley.catalog.fetch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import io.parley.catalog.CatalogException;
import io.parley.catalog.CatalogFile;
import io.parley.catalog.HubCheckpoint;
import io.parley.catalog.LockedCheckpoint;
import io.parley.catalog.Source;

/**
 * Learns from the model hub what a checkpoint is made of. The hub's manifest has the
 * SHA-256 of large files. Of small ones it has Git's SHA-1 only: they are fetched and
 * compared with that, and their SHA-256 is taken; they stay staged for the pull. For one
 * pull, on one thread.
 */
public final class CheckpointLocker {

    private final FetchJob job;

    private final HubSettings settings;

    /**
     * Makes a locker.
     * @param job the pull
     * @param settings how to reach the model hub
     */
    public CheckpointLocker(FetchJob job, HubSettings settings) {
        this.job = job;
        this.settings = settings;
    }

    /**
     * Asks the hub.
     * @param checkpoint what is known of it
     * @throws CatalogException.SourceFailed if the hub cannot be reached or does not give
     * what is needed
     * @throws CatalogException if small files cannot be written
     * @throws java.util.concurrent.CancellationException if cancelled
     */
    public LockedCheckpoint lock(HubCheckpoint checkpoint) {
        try (HubClient hub = new HubClient(this.settings, this.job.cancellation())) {
            HubQuestions questions = new HubQuestions(hub, this.job.cancellation());
            String repository = checkpoint.repository();
            String commit = questions.commit(repository, checkpoint.revision());
            HubManifest manifest = questions.manifest(repository, commit);
            List<LockedCheckpoint.File> files = new ArrayList<>();
            for (String path : checkpoint.required()) {
                HubManifest.Entry entry = manifest.file(path)
                    .orElseThrow(() -> failed("has no " + path + " in " + repository + " at commit " + commit));
                files.add(file(questions, new Source.Hub(repository, commit, path), entry));
            }
            for (String path : checkpoint.optional()) {
                Optional<HubManifest.Entry> entry = manifest.file(path);
                if (entry.isPresent()) {
                    files.add(file(questions, new Source.Hub(repository, commit, path), entry.get()));
                }
            }
            return new LockedCheckpoint(repository, commit, files);
        }
        catch (IllegalArgumentException ex) {
            throw new CatalogException.SourceFailed("The model hub at " + this.settings.address()
                    + " describes a checkpoint that cannot be: " + ex.getMessage() + ".", ex);
        }
    }

    private LockedCheckpoint.File file(HubQuestions questions, Source.Hub place, HubManifest.Entry entry) {
        if (entry.lfs() != null) {
            return new LockedCheckpoint.File(place.path(), entry.bytes(), entry.lfs().sha256());
        }
        byte[] content = questions.content(place);
        if (content.length != entry.size() || !gitBlobName(content).equals(entry.oid())) {
            throw failed("gives another " + place.path() + " of " + place.repository() + " than its manifest says");
        }
        LockedCheckpoint.File file = new LockedCheckpoint.File(place.path(), content.length,
                hex("SHA-256", content, new byte[0]));
        stage(file, place, content);
        return file;
    }

    private void stage(LockedCheckpoint.File file, Source.Hub place, byte[] content) {
        CatalogFile staged = new CatalogFile(file.path(), file.bytes(), file.sha256(), List.of(place));
        try (StagedWriter writer = StagedWriter.open(this.job, staged, place.repository(),
                this.job.staging().part(staged), 0)) {
            writer.append(new ByteArrayInputStream(content));
        }
        catch (IOException ex) {
            throw this.job.writeFailed(file.path(), file.bytes(), ex);
        }
    }

    /** How Git names a blob: SHA-1 of a header and the content. */
    private static String gitBlobName(byte[] content) {
        return hex("SHA-1", ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII), content);
    }

    private static String hex(String algorithm, byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(first);
            return HexFormat.of().formatHex(digest.digest(second));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("every Java platform has " + algorithm, ex);
        }
    }

    private CatalogException.SourceFailed failed(String what) {
        return new CatalogException.SourceFailed("The model hub at " + this.settings.address() + " " + what + ".",
                null);
    }

}
