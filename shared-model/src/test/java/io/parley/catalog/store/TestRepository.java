package io.parley.catalog.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.databind.json.JsonMapper;

/**
 * A repository of the hub: files, a commit, and the two questions about them that the
 * hub's API answers. Large files are Git LFS's, the others Git's own.
 */
final class TestRepository {

    static final int LARGE = 10_000;

    private final String name;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private final Map<String, byte[]> changed = new LinkedHashMap<>();

    private String commit = "1".repeat(40);

    TestRepository(String name) {
        this.name = name;
    }

    synchronized TestRepository put(String path, byte[] content) {
        this.files.put(path, content);
        return this;
    }

    /** Gives another content than the manifest says. */
    synchronized void change(String path, byte[] content) {
        this.changed.put(path, content);
    }

    /** The branch goes on; what was at the commit before stays the same. */
    synchronized void moveTo(String next) {
        this.commit = next;
    }

    synchronized byte[] content(String path) {
        return this.files.get(path);
    }

    synchronized Optional<byte[]> answer(String path) {
        String api = "/api/models/" + this.name;
        if (path.equals(api + "/revision/main")) {
            return Optional.of(json(Map.of("id", this.name, "sha", this.commit, "private", false)));
        }
        if (path.equals(api + "/tree/" + this.commit)) {
            List<Map<String, Object>> tree = new ArrayList<>();
            tree.add(Map.of("type", "directory", "oid", "0".repeat(40), "size", 0, "path", "folder"));
            this.files.forEach((file, content) -> tree.add(entry(file, content)));
            return Optional.of(json(tree));
        }
        String resolve = "/" + this.name + "/resolve/" + "1".repeat(40) + "/";
        if (path.startsWith(resolve)) {
            String file = path.substring(resolve.length());
            return Optional.ofNullable(this.changed.getOrDefault(file, this.files.get(file)));
        }
        return Optional.empty();
    }

    private static Map<String, Object> entry(String path, byte[] content) {
        Map<String, Object> entry = new LinkedHashMap<>(
                Map.of("type", "file", "size", content.length, "path", path, "oid", "2".repeat(40)));
        if (content.length < LARGE) {
            entry.put("oid", gitBlobName(content));
        }
        else {
            entry.put("lfs", Map.of("oid", TestModel.sha256(content), "size", content.length, "pointerSize", 135));
            entry.put("xetHash", "3".repeat(64));
        }
        return entry;
    }

    private static String gitBlobName(byte[] content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-1");
            digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(content));
        }
        catch (NoSuchAlgorithmException ex) {
            throw new AssertionError(ex);
        }
    }

    private static byte[] json(Object value) {
        return new JsonMapper().writeValueAsBytes(value);
    }

}
